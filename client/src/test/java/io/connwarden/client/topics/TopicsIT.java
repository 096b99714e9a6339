package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer and the consumers on a real broker. */
class TopicsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private TestTopics topics;

    private static final class RecordingListener<T extends Message> implements TopicEventListener<T> {
        final List<T> events = new CopyOnWriteArrayList<>();
        final List<String> unreadable = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(Event<T> event) {
            events.add(event.data());
        }

        @Override
        public void onUnreadable(String position, String reason) {
            unreadable.add(reason);
        }
    }

    @BeforeEach
    void open() {
        topics = new TestTopics();
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void recent_health_of_the_selected_target_is_delivered() {
        topics.create(topics.topics().health());
        topics.send(topics.topics().health(), HealthSamples.of(HealthStatus.WARNING));
        RecordingListener<Health> received = new RecordingListener<>();
        ConsumerOptions options = ConsumerOptions.startingAt(new StartPosition.ByDuration(Duration.ofMinutes(5)))
                .forTarget(HealthSamples.TARGET);
        try (HealthConsumer consumer = HealthConsumer.start(topics.kafkaSettings(), options, received)) {
            topics.send(topics.topics().health(), HealthSamples.of(HealthStatus.CRITICAL));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(received.events)
                            .extracting(Health::status)
                            .containsExactly(HealthStatus.WARNING, HealthStatus.CRITICAL));
            assertThat(consumer.status().events()).isEqualTo(2);
            assertThat(consumer.status().lastEventAt()).isNotNull();
        }
    }

    @Test
    void the_sessions_of_the_selected_target_are_delivered() {
        topics.create(topics.topics().sessions());
        topics.send(topics.topics().sessions(), snapshot("other-db", 1));
        topics.send(topics.topics().sessions(), snapshot(HealthSamples.TARGET, 4711));
        RecordingListener<SessionSnapshot> received = new RecordingListener<>();
        ConsumerOptions options = ConsumerOptions.startingAt(new StartPosition.ByDuration(Duration.ofMinutes(5)))
                .forTarget(HealthSamples.TARGET);
        try (SessionsConsumer consumer = SessionsConsumer.start(topics.kafkaSettings(), options, received)) {
            topics.send(topics.topics().sessions(), snapshot(HealthSamples.TARGET, 4712));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(received.events)
                            .containsExactly(
                                    snapshot(HealthSamples.TARGET, 4711), snapshot(HealthSamples.TARGET, 4712)));
            assertThat(consumer.status().events()).isEqualTo(2);
        }
    }

    private static SessionSnapshot snapshot(String target, int pid) {
        Instant time = Instant.parse("2026-03-01T03:00:00Z");
        SessionSnapshot.Row row = new SessionSnapshot.Row(
                pid,
                time.minusSeconds(60),
                "app",
                "orders",
                "web",
                "10.0.0.9",
                "idle",
                time.minusSeconds(50),
                null,
                time.minusSeconds(51),
                "Client",
                "ClientRead",
                "client backend",
                List.of(),
                SessionClass.IDLE,
                null);
        return new SessionSnapshot(target, time, time, List.of(row), 0);
    }

    @Test
    void unreadable_records_are_reported_and_skipped() throws InterruptedException {
        topics.create(topics.topics().health());
        RecordingListener<Health> received = new RecordingListener<>();
        try (HealthConsumer consumer = HealthConsumer.start(topics.kafkaSettings(), received)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.sendBytes(topics.topics().health(), "not an event".getBytes(StandardCharsets.UTF_8));
            topics.send(topics.topics().health(), alert());
            topics.send(topics.topics().health(), HealthSamples.of(HealthStatus.HEALTHY));
            await().atMost(SOON).untilAsserted(() -> assertThat(received.events).hasSize(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(received.unreadable).hasSize(2));
            assertThat(received.unreadable).anyMatch(reason -> reason.contains("io.connwarden.alert.v1"));
            assertThat(consumer.status().unreadable()).isEqualTo(2);
        }
    }

    @Test
    void a_listener_that_throws_receives_the_next_event() throws InterruptedException {
        topics.create(topics.topics().alerts());
        RecordingListener<Alert> received = new RecordingListener<>();
        TopicEventListener<Alert> failing = event -> {
            received.onEvent(event);
            throw new IllegalStateException("the listener fails");
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), failing)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.topics().alerts(), alert());
            topics.send(topics.topics().alerts(), alert());
            await().atMost(SOON).untilAsserted(() -> assertThat(received.events).hasSize(2));
            await().atMost(SOON).until(() -> consumer.status().listenerFailures() == 2);
        }
    }

    @Test
    void a_group_resumes_at_its_committed_position() {
        topics.create(topics.topics().alerts());
        ConsumerOptions group = ConsumerOptions.startingAt(new StartPosition.Earliest())
                .inGroup(topics.topics().prefix() + "pager");
        RecordingListener<Alert> first = new RecordingListener<>();
        topics.send(topics.topics().alerts(), alert());
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), group, first)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(first.events).hasSize(1));
            assertThat(consumer.status().ready()).isTrue();
        }
        topics.send(topics.topics().alerts(), alert());
        RecordingListener<Alert> second = new RecordingListener<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), group, second)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(second.events).hasSize(1));
            assertThat(consumer.status().events()).isEqualTo(1);
        }
    }

    @Test
    void a_group_that_starts_at_latest_receives_events_sent_while_it_was_stopped() throws InterruptedException {
        topics.create(topics.topics().alerts());
        ConsumerOptions group = ConsumerOptions.startingAt(new StartPosition.Latest())
                .inGroup(topics.topics().prefix() + "pager");
        topics.send(topics.topics().alerts(), alert());
        RecordingListener<Alert> first = new RecordingListener<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), group, first)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
        }
        topics.send(topics.topics().alerts(), alert());
        RecordingListener<Alert> second = new RecordingListener<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), group, second)) {
            await().atMost(SOON).until(() -> consumer.status().events() == 1);
        }
        assertThat(first.events).isEmpty();
        assertThat(second.events).hasSize(1);
    }

    @Test
    void a_listener_that_interrupts_its_thread_receives_the_next_event() throws InterruptedException {
        topics.create(topics.topics().alerts());
        RecordingListener<Alert> received = new RecordingListener<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        TopicEventListener<Alert> interrupting = event -> {
            stillInterrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
            received.onEvent(event);
            Thread.currentThread().interrupt();
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), interrupting)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            for (int i = 1; i <= 3; i++) {
                int sent = i;
                topics.send(topics.topics().alerts(), alert());
                await().atMost(SOON).until(() -> received.events.size() == sent);
            }
            assertThat(consumer.status().ready()).isTrue();
            assertThat(stillInterrupted)
                    .as("the interrupt flag is cleared before the next poll")
                    .isFalse();
        }
    }

    @Test
    void an_error_in_a_listener_stops_the_consumer_and_clears_ready() throws InterruptedException {
        topics.create(topics.topics().alerts());
        TopicEventListener<Alert> broken = event -> {
            throw new AssertionError("the listener throws an error");
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.kafkaSettings(), broken)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.topics().alerts(), alert());
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .until(() -> !consumer.status().ready());
        }
    }

    @Test
    void a_topic_created_later_is_found() throws InterruptedException {
        RecordingListener<Health> received = new RecordingListener<>();
        try (HealthConsumer consumer = HealthConsumer.start(topics.kafkaSettings(), received)) {
            assertThat(consumer.awaitReady(Duration.ofMillis(300))).isFalse();
            topics.create(topics.topics().health());
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.topics().health(), HealthSamples.of(HealthStatus.HEALTHY));
            await().atMost(SOON).untilAsserted(() -> assertThat(received.events).hasSize(1));
        }
    }

    @Test
    void a_consumer_of_two_topics_starts_at_a_timestamp_in_each_topic() {
        String health = topics.topics().health();
        String alerts = topics.topics().alerts();
        topics.create(health, alerts);
        // Recent, because the broker deletes records past the retention time.
        Instant start = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
        for (String topic : List.of(health, alerts)) {
            topics.sendBytes(topic, new byte[] {1}, start.minusMillis(1));
            topics.sendBytes(topic, new byte[] {2}, start);
            topics.sendBytes(topic, new byte[] {3}, start.plusMillis(1));
        }
        List<String> received = new CopyOnWriteArrayList<>();
        ConsumerOptions options = ConsumerOptions.startingAt(new StartPosition.ByTimestamp(start));
        try (RecordConsumer consumer = RecordConsumer.start(
                topics.kafkaSettings(),
                List.of(health, alerts),
                options,
                (record, result) -> received.add(RecordConsumer.position(record)))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(received)
                            .containsExactlyInAnyOrder(
                                    health + "-0@1", health + "-0@2", alerts + "-0@1", alerts + "-0@2"));
            assertThat(consumer.isReady()).isTrue();
            assertThat(consumer.listenerFailures()).isZero();
        }
    }

    @Test
    void a_command_is_sent_with_the_source_of_its_sender() {
        topics.create(topics.topics().commands(), topics.topics().results());
        Command command = new Command(
                HealthSamples.TARGET, new CommandParameters.Cleanup(15, 10), "tests", "because", true, null);
        try (CommandProducer producer = CommandProducer.open(topics.kafkaSettings());
                FakeActuator program = new FakeActuator(topics, event -> {
                    assertThat(event.data()).isEqualTo(command);
                    return null;
                })) {
            EventId id = producer.send(command).join();
            assertThat(id.source()).isEqualTo("/tests");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(program.receivedIds()).containsExactly(id));
        }
    }

    private static Alert alert() {
        return Alert.builder(
                        HealthSamples.TARGET,
                        "ConnectionSlotsCritical",
                        AlertStatus.FIRING,
                        AlertSeverity.CRITICAL,
                        Instant.parse("2026-01-01T10:00:00Z"))
                .summary("orders-db: slots 95 %")
                .description("Slot utilization is above 90 %.")
                .build();
    }
}
