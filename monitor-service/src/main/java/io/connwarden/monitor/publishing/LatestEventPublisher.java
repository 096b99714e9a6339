package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.runtime.TopicProvisioningResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that sends the latest event of each target to Kafka. While Kafka is down it retries, and the events stay
 * in {@link LatestEventQueue}, where newer ones supersede them. Superseded events are counted and logged.
 *
 * <p>{@link #publish} is thread-safe and never blocks.
 */
public final class LatestEventPublisher<T extends Message> {
    private static final Logger LOG = LoggerFactory.getLogger(LatestEventPublisher.class);
    private static final Duration MAX_TAKE_WAIT = Duration.ofMillis(500);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_JOIN_WAIT = Duration.ofSeconds(1);
    private static final int FLUSH_POLL_MILLIS = 20;

    private final String name;
    private final MonitorEventFactory events;
    private final LatestEventQueue<T> latest;
    private final TopicProvisioner topic;
    private final EventSender<T> sender;
    private final KafkaConnectionState connection;
    private final PublishingListener listener;
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final Thread thread;

    private boolean topicReady;

    /**
     * Creates a publisher that is not started.
     *
     * @param name the name of an event, such as {@code health event}, for the log and the thread
     * @param latest an empty queue of its own
     */
    public LatestEventPublisher(
            String name,
            MonitorEventFactory events,
            LatestEventQueue<T> latest,
            KafkaRoute<T> route,
            PublishingListener listener) {
        this.name = name;
        this.events = events;
        this.latest = latest;
        this.thread = new Thread(this::run, "publisher of " + name + "s");
        this.topic = route.topic();
        this.sender = route.sender();
        this.connection = route.connection();
        this.listener = listener;
        // A daemon thread does not keep the process alive: stop() has its own timeout.
        thread.setDaemon(true);
    }

    /** The way of the events to one topic. */
    public record KafkaRoute<T extends Message>(
            TopicProvisioner topic, EventSender<T> sender, KafkaConnectionState connection) {}

    public void start() {
        thread.start();
    }

    /** Enqueues a message. An event of the same target that is still queued is superseded. */
    public void publish(T message, Instant time) {
        if (latest.offer(events.create(message, time))) {
            listener.onSuperseded(message.target());
        }
    }

    /** Sends the pending events and ends the thread. Events still pending after the timeout are not sent. */
    public void stop(Duration timeout) throws InterruptedException {
        latest.close();
        long end = System.nanoTime() + timeout.toNanos();
        while (latest.pendingCount() > 0 && thread.isAlive() && System.nanoTime() - end < 0) {
            thread.join(FLUSH_POLL_MILLIS);
        }
        shutdown.shutDown();
        int unsent = latest.pendingCount();
        if (unsent > 0) {
            LOG.warn(
                    "Latest {}s of {} not sent before the shutdown; they are discarded."
                            + " New samples follow after the restart",
                    name,
                    Formats.count(unsent, "target"));
        }
        thread.interrupt();
        thread.join(MAX_JOIN_WAIT.toMillis());
        sender.close();
    }

    private void run() {
        try {
            while (!shutdown.isShutDown()) {
                stepOrLog();
            }
        } catch (InterruptedException e) {
            LOG.debug("Publisher interrupted");
        }
    }

    private void stepOrLog() throws InterruptedException {
        try {
            step();
        } catch (RuntimeException | Error e) { // an Error must not end the thread
            LOG.error(
                    "Publishing of {}s failed with an internal error. The latest event of each target stays"
                            + " queued; the next attempt follows in {} s",
                    name,
                    RETRY_DELAY.toSeconds(),
                    e);
            shutdown.awaitShutdown(RETRY_DELAY);
        }
    }

    private void step() throws InterruptedException {
        if (!topicReady && !ensureTopic()) {
            shutdown.awaitShutdown(RETRY_DELAY);
            return;
        }
        Optional<Event<T>> next = latest.take(MAX_TAKE_WAIT);
        if (next.isPresent()) {
            send(next.get());
        }
        if (connection.isDown()) {
            // The topic may be the cause of the failure: check it before the next attempt.
            topicReady = false;
            shutdown.awaitShutdown(RETRY_DELAY);
        }
    }

    private boolean ensureTopic() throws InterruptedException {
        if (topic.ensureTopics() instanceof TopicProvisioningResult.KafkaDown unavailable) {
            connection.recordFailure(unavailable.reason());
            return false;
        }
        topicReady = true;
        return true;
    }

    private void send(Event<T> event) {
        try {
            sender.send(event, failure -> {
                if (failure == null) {
                    onAcknowledged(event);
                } else {
                    onFailed(event, failure);
                }
            });
        } catch (RuntimeException | Error e) { // without the callback the event would stay in flight for ever
            requeue(event);
            throw e;
        }
    }

    private void onAcknowledged(Event<T> event) {
        connection.recordSuccess();
        int superseded = latest.acknowledge(event);
        listener.onPublished(event.subject());
        if (superseded > 0) {
            LOG.info(
                    "Sent the latest {} of target {}; {} earlier events were superseded before they could be sent",
                    name,
                    event.subject(),
                    superseded);
        }
    }

    private void onFailed(Event<T> event, Throwable failure) {
        connection.recordFailure(RootCause.describe(failure));
        requeue(event);
    }

    private void requeue(Event<T> event) {
        if (latest.requeue(event)) {
            listener.onSuperseded(event.subject());
        }
    }
}
