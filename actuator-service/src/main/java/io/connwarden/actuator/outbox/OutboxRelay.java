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
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The relay that publishes the outbox. Of all instances on one log store, only the instance with the relay lock
 * publishes. The other instances stand by. When the connection with the lock is gone, another instance takes over.
 *
 * <p>Delivery is at least once. A record that was acknowledged but not marked is sent again under the same event id.
 */
public final class OutboxRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_SIZE = 200;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration STANDBY_INTERVAL = Duration.ofSeconds(1);

    private final DataSource store;
    private final RecordSender sender;
    private final Wakeup wakeup;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final OutageLog storeOutage = new OutageLog(
            LOG,
            "Outbox relay paused: log store unavailable, retrying, no record lost",
            "Outbox relay continues: log store available again");
    private final OutageLog kafkaOutage = new OutageLog(
            LOG,
            "Outbox relay paused: Kafka unavailable, results and alerts stay in the outbox, retrying, no record lost",
            "Outbox relay continues: Kafka available again");
    private BackOffExecution delays = RetryBackOff.standard().start();

    /** @param wakeup woken when this process has written to the outbox */
    public OutboxRelay(
            DataSource store, RecordSender sender, Wakeup wakeup, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.store = store;
        this.sender = sender;
        this.wakeup = wakeup;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /** Publishes records until the service shuts down. */
    @Override
    public void run() {
        while (!shutdown.isShutDown()) {
            try (Connection connection = store.getConnection()) {
                relayOver(connection);
            } catch (ShutdownException e) {
                return;
            } catch (SQLException | DataAccessException e) {
                SupervisedThread.recordFailure(e);
                storeOutage.recordFailure(RootCause.describe(e));
                metrics.recordStoreFailure();
                backOff();
            }
        }
    }

    private void relayOver(Connection connection) {
        Outbox outbox = Outbox.onConnection(connection);
        boolean isRelay = outbox.tryAcquireRelayLock();
        storeOutage.recordSuccess();
        SupervisedThread.recordSuccess();
        if (!isRelay) {
            shutdown.sleep(STANDBY_INTERVAL);
            return;
        }
        LOG.info("Outbox relay started: this process publishes results and alerts");
        try {
            while (!shutdown.isShutDown()) {
                sendBatch(outbox);
            }
        } finally {
            // The connection returns to the pool; the lock must not stay with it.
            outbox.releaseRelayLock();
        }
    }

    private void sendBatch(Outbox outbox) {
        List<OutboxRecord> records = outbox.unsent(BATCH_SIZE);
        storeOutage.recordSuccess();
        if (records.isEmpty()) {
            SupervisedThread.recordSuccess();
            wakeup.await(POLL_INTERVAL);
            return;
        }
        BatchDelivery delivery = BatchDelivery.sendAll(records, sender);
        outbox.markSent(delivery.sent());
        metrics.recordPublished(delivery.sent().size());
        delivery.rejected().forEach((id, reason) -> reject(outbox, id, reason));
        Throwable transientFailure = delivery.transientFailure();
        if (transientFailure == null) {
            kafkaOutage.recordSuccess();
            SupervisedThread.recordSuccess();
            delays = RetryBackOff.standard().start();
        } else {
            metrics.recordPublishFailure();
            SupervisedThread.recordFailure(transientFailure);
            kafkaOutage.recordFailure(RootCause.describe(transientFailure));
            backOff();
        }
    }

    private void reject(Outbox outbox, long id, String reason) {
        LOG.error(
                "Outbox record {} not published: Kafka rejected it permanently; marked as rejected, the relay continues"
                        + " with the next record. Cause: {}",
                id,
                reason);
        metrics.recordPublishFailure();
        outbox.reject(id, reason);
    }

    private void backOff() {
        try {
            shutdown.backOff(delays);
        } catch (ShutdownException e) {
            // The loop ends.
        }
    }
}
