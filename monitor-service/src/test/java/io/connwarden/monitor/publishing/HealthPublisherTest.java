package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
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

class HealthPublisherTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeKafka kafka = new FakeKafka();
    private final Map<String, Integer> superseded = new ConcurrentHashMap<>();
    private final KafkaLink link = new KafkaLink(InstantSource.system());
    private final HealthPublisher publisher =
            new HealthPublisher(new HealthEvents("test"), kafka, kafka, link, new PublishingListener() {
                @Override
                public void sent(String target) {}

                @Override
                public void superseded(String target) {
                    superseded.merge(target, 1, Integer::sum);
                }
            });

    @AfterEach
    void stop() throws InterruptedException {
        publisher.stop(Duration.ZERO);
    }

    @Test
    void what_is_published_is_sent() {
        publisher.start();
        publisher.publish(health("a", 1));
        awaitSent("a@1");
    }

    @Test
    void while_kafka_is_away_only_the_newest_state_is_kept_and_the_gap_is_counted() {
        kafka.away = true;
        publisher.start();
        await().atMost(LONG).until(link::isAway);
        for (int second = 1; second <= 5; second++) {
            publisher.publish(health("a", second));
            publisher.publish(health("b", second));
        }
        kafka.away = false;
        awaitSent("a@5", "b@5");
        assertThat(superseded).isEqualTo(Map.of("a", 4, "b", 4));
    }

    @Test
    void a_send_that_fails_is_repeated_until_it_arrives() {
        kafka.failures = 2;
        publisher.start();
        publisher.publish(health("a", 1));
        awaitSent("a@1");
        assertThat(kafka.failures).isZero();
        await().atMost(LONG).until(() -> !link.isAway());
    }

    @Test
    void a_topic_that_may_not_be_created_does_not_keep_events_from_one_that_appears() {
        kafka.topic = new TopicAnswer.Refused("no right");
        publisher.start();
        publisher.publish(health("a", 1));
        awaitSent("a@1");
    }

    @Test
    void a_stop_flushes_what_still_waits() throws InterruptedException {
        publisher.publish(health("a", 1));
        publisher.publish(health("b", 1));
        publisher.start();
        publisher.stop(LONG);
        assertThat(kafka.sent).containsExactlyInAnyOrder("a@1", "b@1");
    }

    @Test
    void a_stop_while_kafka_is_away_ends_at_its_bound() throws InterruptedException {
        kafka.away = true;
        publisher.start();
        publisher.publish(health("a", 1));
        long start = System.nanoTime();
        publisher.stop(Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        assertThat(kafka.sent).isEmpty();
    }

    private void awaitSent(String... all) {
        await().atMost(LONG).untilAsserted(() -> assertThat(kafka.sent).containsExactlyInAnyOrder(all));
    }

    private static Health health(String target, long second) {
        return Assessment.unreachable(target, "for the test", Instant.ofEpochSecond(second));
    }

    /** A Kafka that does what it is told, answering in the caller's thread. */
    private static final class FakeKafka implements TopicSetup, EventSender {
        final List<String> sent = new CopyOnWriteArrayList<>();
        volatile boolean away;
        volatile int failures;
        volatile TopicAnswer topic = new TopicAnswer.Existing(1);

        @Override
        public String name() {
            return "health";
        }

        @Override
        public TopicAnswer ensure() {
            return away ? new TopicAnswer.Unanswered("away") : topic;
        }

        @Override
        public void send(Event<Health> event, Answer answer) {
            if (away || failures > 0) {
                failures = Math.max(0, failures - 1);
                answer.answered(new TimeoutException("away"));
                return;
            }
            sent.add(event.subject() + "@" + event.time().getEpochSecond());
            answer.answered(null);
        }

        @Override
        public void close() {}
    }
}
