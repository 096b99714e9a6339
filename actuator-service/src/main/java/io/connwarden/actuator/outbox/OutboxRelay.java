package io.connwarden.actuator.outbox;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.RelayLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The relay that publishes the outbox, topic by topic. Of all instances on one log store, only the instance with the
 * relay lease publishes. The other instances stand by and take over after the lease has expired.
 *
 * <p>Delivery is at least once. A record that was acknowledged but not marked is sent again under the same event id.
 */
public final class OutboxRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration STANDBY_INTERVAL = Duration.ofSeconds(1);

    private final HeldRelayLease lease;
    private final Outbox outbox;
    private final RecordSender sender;
    private final Wakeup wakeup;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final Map<String, TopicRelay> topics = new HashMap<>();
    private volatile List<String> failingTopics = List.of();
    private final OutageLog storeOutage = new OutageLog(
            LOG,
            "The outbox relay is paused because the log store is unavailable. Results and alerts stay in the outbox and"
                    + " are published when the log store is available again",
            "The outbox relay continues because the log store is available again");
    private BackOffExecution delays = RetryBackOff.standard().start();

    /** @param wakeup woken when this process has written to the outbox */
    public OutboxRelay(
            RelayLease lease,
            Outbox outbox,
            RecordSender sender,
            Wakeup wakeup,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        this.lease = new HeldRelayLease(lease);
        this.outbox = outbox;
        this.sender = sender;
        this.wakeup = wakeup;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Publishes records until the service shuts down. */
    @Override
    public void run() {
        while (!shutdown.isShutDown()) {
            try {
                relayOrStandBy();
                storeOutage.recordSuccess();
                delays = RetryBackOff.standard().start();
            } catch (ShutdownException e) {
                break;
            } catch (DataAccessException e) {
                SupervisedThread.recordFailure(e);
                storeOutage.recordFailure(RootCause.describe(e));
                metrics.recordStoreFailure();
                backOff();
            }
        }
        release();
    }

    /** Renews the lease while this process publishes. To be called several times per lease. */
    public void renewLease() {
        lease.renew();
    }

    /** Returns the topics that could not be written at the last attempt; none on an instance that stands by. */
    public List<String> failingTopics() {
        return failingTopics;
    }

    private void relayOrStandBy() {
        boolean standby = !lease.isHeld();
        if (!lease.acquireUnlessHeld()) {
            recordFailingTopics(List.of());
            SupervisedThread.recordSuccess();
            shutdown.sleep(STANDBY_INTERVAL);
            return;
        }
        if (standby) {
            LOG.info("Outbox relay started: this process publishes results and alerts");
        }
        if (!relayAllTopics()) {
            wakeup.await(POLL_INTERVAL);
        }
    }

    /** Returns true if a record was published. */
    private boolean relayAllTopics() {
        List<String> pending = outbox.topicsWithUnsent();
        topics.keySet().retainAll(pending);
        boolean published = false;
        boolean recovered = false;
        for (String topic : pending) {
            TopicRelay relay = topics.computeIfAbsent(topic, name -> new TopicRelay(name, sender, metrics));
            boolean wasFailing = relay.isFailing();
            if (relay.isDue() && lease.isHeld()) {
                published |= relay.publish(outbox);
            }
            recovered |= wasFailing && !relay.isFailing();
        }
        afterRound(published, recovered);
        return published;
    }

    private void afterRound(boolean published, boolean recovered) {
        if (recovered) {
            topics.values().forEach(TopicRelay::onOtherTopicRecovered);
        } else if (published) {
            topics.values().forEach(TopicRelay::onOtherTopicPublished);
        }
        recordFailingTopics(topics.entrySet().stream()
                .filter(topic -> topic.getValue().isFailing())
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
        if (failingTopics.isEmpty()) {
            SupervisedThread.recordSuccess();
        }
    }

    private void recordFailingTopics(List<String> failing) {
        failingTopics = failing;
        metrics.recordFailingTopics(failing.size());
    }

    private void release() {
        try {
            lease.release();
        } catch (DataAccessException e) {
            LOG.warn(
                    "The relay lease was not released because the log store is unavailable. Another process takes over"
                            + " after {} s. Cause: {}",
                    lease.duration().toSeconds(),
                    RootCause.describe(e));
        }
    }

    private void backOff() {
        try {
            shutdown.backOff(delays);
        } catch (ShutdownException e) {
            // The loop ends.
        }
    }
}
