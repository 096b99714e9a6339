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
    private static final Duration LISTENING = Duration.ofMillis(500);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(1);

    private final HealthEvents events;
    private final LatestPerTarget latest = new LatestPerTarget();
    private final TopicSetup topic;
    private final EventSender sender;
    private final KafkaLink link;
    private final PublishingListener listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "publisher");

    private boolean topicSeen;
    private @Nullable TopicAnswer toldOfTopic;

    public HealthPublisher(
            HealthEvents events, TopicSetup topic, EventSender sender, KafkaLink link, PublishingListener listener) {
        this.events = events;
        this.topic = topic;
        this.sender = sender;
        this.link = link;
        this.listener = listener;
        // Never keeps the process from ending: stop() has its own patience.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Leaves a health for sending. */
    public void publish(Health health) {
        if (latest.offer(events.of(health))) {
            listener.superseded(health.target());
        }
    }

    /** Sends what still waits, for at most so long, and ends. */
    public void stop(Duration patience) throws InterruptedException {
        latest.close();
        long end = System.nanoTime() + patience.toNanos();
        while (latest.pending() > 0 && thread.isAlive() && System.nanoTime() < end) {
            thread.join(20);
        }
        stopping.countDown();
        int unsent = latest.pending();
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
        if (!topicSeen && !seeToTopic()) {
            pause();
            return;
        }
        Optional<Event<Health>> next = latest.take(LISTENING);
        if (next.isPresent()) {
            send(next.get());
        }
        if (link.isAway()) {
            // Whatever failed may be the topic's fault: it is looked at again before the next attempt.
            topicSeen = false;
            pause();
        }
    }

    private void pause() throws InterruptedException {
        stopping.await(PAUSE_WHILE_AWAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean seeToTopic() throws InterruptedException {
        TopicAnswer answer = topic.ensure();
        if (answer instanceof TopicAnswer.Unanswered unanswered) {
            link.failed(unanswered.reason());
            return false;
        }
        if (!answer.equals(toldOfTopic)) {
            tell(answer);
            toldOfTopic = answer;
        }
        topicSeen = true;
        return true;
    }

    private void tell(TopicAnswer answer) {
        if (answer instanceof TopicAnswer.Refused refused) {
            LOG.error("{}", refused.sentence());
        } else if (answer instanceof TopicAnswer.Existing existing) {
            LOG.info("Topic {} exists with {} partitions", topic.name(), existing.partitions());
        } else {
            LOG.info("Topic {} was created", topic.name());
        }
    }

    private void send(Event<Health> event) {
        sender.send(event, failure -> {
            if (failure == null) {
                arrived(event);
            } else {
                returned(event, failure);
            }
        });
    }

    private void arrived(Event<Health> event) {
        link.works();
        int superseded = latest.delivered(event);
        listener.sent(event.subject());
        if (superseded > 0) {
            LOG.info(
                    "{}: the newest state is sent; {} earlier ones were superseded before they could be",
                    event.subject(),
                    superseded);
        }
    }

    private void returned(Event<Health> event, Throwable failure) {
        link.failed(KafkaReason.of(failure));
        if (latest.returned(event)) {
            listener.superseded(event.subject());
        }
    }
}
