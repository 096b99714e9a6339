package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.runtime.TopicProvisioningResult;
import io.connwarden.runtime.TopicProvisioningResult.TopicState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestEventPublisherTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final FakeKafka kafka = new FakeKafka();
    private final Map<String, Integer> superseded = new ConcurrentHashMap<>();
    private final KafkaConnectionState connection = new KafkaConnectionState(InstantSource.system());
    private final LatestEventPublisher<Health> publisher = new LatestEventPublisher<>(
            "health event",
            new MonitorEventFactory("test"),
            new LatestEventQueue<>(SupersededHealth::withListenersOf),
            new LatestEventPublisher.KafkaRoute<>(kafka, kafka, connection),
            new PublishingListener() {
                @Override
                public void onPublished(String target) {}

                @Override
                public void onSuperseded(String target) {
                    superseded.merge(target, 1, Integer::sum);
                }
            });

    private void publish(Health health) {
        publisher.publish(health, health.lastCheck());
    }

    @AfterEach
    void stop() throws InterruptedException {
        publisher.stop(Duration.ZERO);
    }

    @Test
    void a_published_event_is_sent() {
        publisher.start();
        publish(health("a", 1));
        awaitSent("a@1");
    }

    @Test
    void while_kafka_is_down_only_the_latest_state_is_kept_and_superseded_events_are_counted() {
        kafka.down = true;
        publisher.start();
        await().atMost(TIMEOUT).until(connection::isDown);
        for (int second = 1; second <= 5; second++) {
            publish(health("a", second));
            publish(health("b", second));
        }
        kafka.down = false;
        awaitSent("a@5", "b@5");
        assertThat(superseded).isEqualTo(Map.of("a", 4, "b", 4));
    }

    @Test
    void a_failed_send_is_retried_until_it_is_acknowledged() {
        kafka.failures = 2;
        publisher.start();
        publish(health("a", 1));
        awaitSent("a@1");
        assertThat(kafka.failures).isZero();
        await().atMost(TIMEOUT).until(() -> !connection.isDown());
    }

    @Test
    void a_rejected_topic_creation_does_not_stop_events_once_the_topic_exists() {
        kafka.topic = new TopicState.Rejected("health", "no permission");
        publisher.start();
        publish(health("a", 1));
        awaitSent("a@1");
    }

    @Test
    void an_error_of_the_sender_does_not_end_the_publisher() {
        kafka.error = true;
        publisher.start();
        publish(health("a", 1));
        await().atMost(TIMEOUT).until(() -> !kafka.error);
        publish(health("a", 2));
        await().atMost(TIMEOUT).until(() -> kafka.sent.contains("a@2"));
    }

    @Test
    void a_stop_flushes_pending_events() throws InterruptedException {
        publish(health("a", 1));
        publish(health("b", 1));
        publisher.start();
        publisher.stop(TIMEOUT);
        assertThat(kafka.sent).containsExactlyInAnyOrder("a@1", "b@1");
    }

    @Test
    void a_stop_while_kafka_is_down_ends_after_its_timeout() throws InterruptedException {
        kafka.down = true;
        publisher.start();
        publish(health("a", 1));
        long start = System.nanoTime();
        publisher.stop(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
        assertThat(kafka.sent).isEmpty();
    }

    private void awaitSent(String... all) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(kafka.sent).containsExactlyInAnyOrder(all));
    }

    private static Health health(String target, long second) {
        return Assessment.unreachable(target, "for the test", "a remedy", Instant.ofEpochSecond(second));
    }

    /** A Kafka with the state that the test sets. It answers in the caller's thread. */
    private static final class FakeKafka implements TopicProvisioner, EventSender<Health> {
        final List<String> sent = new CopyOnWriteArrayList<>();
        volatile boolean down;
        volatile int failures;
        volatile boolean error;
        volatile TopicState topic = new TopicState.Exists("health", 1);

        @Override
        public TopicProvisioningResult ensureTopics() {
            return down
                    ? new TopicProvisioningResult.KafkaDown("no node")
                    : new TopicProvisioningResult.Complete(List.of(topic));
        }

        @Override
        public void send(Event<Health> event, Callback callback) {
            if (error) {
                error = false;
                throw new OutOfMemoryError("planted");
            }
            if (down || failures > 0) {
                failures = Math.max(0, failures - 1);
                callback.onCompletion(new TimeoutException("no node"));
                return;
            }
            sent.add(event.subject() + "@" + event.time().getEpochSecond());
            callback.onCompletion(null);
        }

        @Override
        public void close() {}
    }
}
