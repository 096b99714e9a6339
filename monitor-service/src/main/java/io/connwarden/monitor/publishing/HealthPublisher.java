package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the newest event of each target to Kafka, in a thread of its own. While Kafka is away it asks again and again
 * and events wait in {@link LatestPerTarget}, where newer ones replace them; the gap is counted and told.
 *
 * <p>{@link #publish} is thread-safe and never blocks.
 */
public final class HealthPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(HealthPublisher.class);
    private static final Duration MAX_TAKE_WAIT = Duration.ofMillis(500);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final HealthEventFactory events;
    private final LatestPerTarget latest = new LatestPerTarget();
    private final TopicProvisioner topic;
    private final EventSender sender;
    private final KafkaConnectionState connection;
    private final PublishingListener listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "publisher");

    private boolean topicReady;
    private @Nullable TopicProvisioningResult lastLoggedResult;

    public HealthPublisher(
            HealthEventFactory events,
            TopicProvisioner topic,
            EventSender sender,
            KafkaConnectionState connection,
            PublishingListener listener) {
        this.events = events;
        this.topic = topic;
        this.sender = sender;
        this.connection = connection;
        this.listener = listener;
        // Never keeps the process from ending: stop() has its own patience.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Leaves a health for sending. */
    public void publish(Health health) {
        if (latest.offer(events.create(health))) {
            listener.onSuperseded(health.target());
        }
    }

    /** Sends what still waits, for at most so long, and ends. */
    public void stop(Duration timeout) throws InterruptedException {
        latest.close();
        long end = System.nanoTime() + timeout.toNanos();
        while (latest.pendingCount() > 0 && thread.isAlive() && System.nanoTime() < end) {
            thread.join(20);
        }
        stopping.countDown();
        int unsent = latest.pendingCount();
        if (unsent > 0) {
            LOG.warn("Stopping although the newest state could not be sent: {} target(s)", unsent);
        }
        thread.interrupt();
        sender.close();
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                step();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Publisher interrupted");
        }
    }

    private void step() throws InterruptedException {
        if (!topicReady && !ensureTopic()) {
            awaitRetryDelay();
            return;
        }
        Optional<Event<Health>> next = latest.take(MAX_TAKE_WAIT);
        if (next.isPresent()) {
            send(next.get());
        }
        if (connection.isDown()) {
            // Whatever failed may be the topic's fault: it is looked at again before the next attempt.
            topicReady = false;
            awaitRetryDelay();
        }
    }

    private void awaitRetryDelay() throws InterruptedException {
        stopping.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean ensureTopic() throws InterruptedException {
        TopicProvisioningResult result = topic.ensureTopic();
        if (result instanceof TopicProvisioningResult.Unavailable unanswered) {
            connection.recordFailure(unanswered.reason());
            return false;
        }
        if (!result.equals(lastLoggedResult)) {
            logResult(result);
            lastLoggedResult = result;
        }
        topicReady = true;
        return true;
    }

    private void logResult(TopicProvisioningResult result) {
        if (result instanceof TopicProvisioningResult.Rejected refused) {
            LOG.error("{}", refused.reason());
        } else if (result instanceof TopicProvisioningResult.Exists existing) {
            LOG.info("Topic {} exists with {} partitions", topic.topicName(), existing.partitions());
        } else {
            LOG.info("Topic {} was created", topic.topicName());
        }
    }

    private void send(Event<Health> event) {
        sender.send(event, failure -> {
            if (failure == null) {
                onAcknowledged(event);
            } else {
                onFailed(event, failure);
            }
        });
    }

    private void onAcknowledged(Event<Health> event) {
        connection.recordSuccess();
        int superseded = latest.acknowledge(event);
        listener.onSent(event.subject());
        if (superseded > 0) {
            LOG.info(
                    "{}: the newest state is sent; {} earlier ones were superseded before they could be",
                    event.subject(),
                    superseded);
        }
    }

    private void onFailed(Event<Health> event, Throwable failure) {
        connection.recordFailure(KafkaErrorMessage.of(failure));
        if (latest.requeue(event)) {
            listener.onSuperseded(event.subject());
        }
    }
}
