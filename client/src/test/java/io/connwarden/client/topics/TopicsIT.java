package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both ends of the topics on a real broker. */
class TopicsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private TestTopics topics;

    private static final class Heard<T extends Message> implements EventListener<T> {
        final List<T> events = new CopyOnWriteArrayList<>();
        final List<String> unreadable = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(Event<T> event) {
            events.add(event.data());
        }

        @Override
        public void onUnreadable(String place, String reason) {
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
    void health_is_heard_from_a_while_ago_on_and_only_of_the_target_wanted() {
        topics.with(topics.names().health());
        topics.send(topics.names().health(), HealthSamples.of(Status.WARNING));
        Heard<Health> heard = new Heard<>();
        ReadOptions options =
                ReadOptions.startingAt(new StartAt.Since(Duration.ofMinutes(5))).forTarget(HealthSamples.TARGET);
        try (HealthConsumer consumer = HealthConsumer.start(topics.access(), options, heard)) {
            topics.send(topics.names().health(), HealthSamples.of(Status.CRITICAL));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(heard.events)
                            .extracting(Health::status)
                            .containsExactly(Status.WARNING, Status.CRITICAL));
            assertThat(consumer.status().events()).isEqualTo(2);
            assertThat(consumer.status().lastEventAt()).isNotNull();
        }
    }

    @Test
    void what_cannot_be_read_is_told_and_passed_over() throws InterruptedException {
        topics.with(topics.names().health());
        Heard<Health> heard = new Heard<>();
        try (HealthConsumer consumer = HealthConsumer.start(topics.access(), heard)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.sendBytes(topics.names().health(), "not an event".getBytes(StandardCharsets.UTF_8));
            topics.send(topics.names().health(), alert());
            topics.send(topics.names().health(), HealthSamples.of(Status.HEALTHY));
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.events).hasSize(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(heard.unreadable).hasSize(2));
            assertThat(heard.unreadable).anyMatch(reason -> reason.contains("io.connwarden.alert.v1"));
            assertThat(consumer.status().unreadable()).isEqualTo(2);
        }
    }

    @Test
    void a_listener_that_fails_hears_the_next_event_all_the_same() throws InterruptedException {
        topics.with(topics.names().alerts());
        Heard<Alert> heard = new Heard<>();
        EventListener<Alert> failing = event -> {
            heard.onEvent(event);
            throw new IllegalStateException("the listener is broken");
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), failing)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.names().alerts(), alert());
            topics.send(topics.names().alerts(), alert());
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.events).hasSize(2));
            await().atMost(SOON).until(() -> consumer.status().listenerFailures() == 2);
        }
    }

    @Test
    void a_group_goes_on_where_it_had_come_to() {
        topics.with(topics.names().alerts());
        ReadOptions group = ReadOptions.startingAt(new StartAt.Oldest())
                .inGroup(topics.names().prefix() + "pager");
        Heard<Alert> first = new Heard<>();
        topics.send(topics.names().alerts(), alert());
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), group, first)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(first.events).hasSize(1));
            assertThat(consumer.status().ready()).isTrue();
        }
        topics.send(topics.names().alerts(), alert());
        Heard<Alert> second = new Heard<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), group, second)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(second.events).hasSize(1));
            assertThat(consumer.status().events()).isEqualTo(1);
        }
    }

    @Test
    void a_group_that_begins_at_the_newest_misses_nothing_while_nobody_reads() throws InterruptedException {
        topics.with(topics.names().alerts());
        ReadOptions group = ReadOptions.startingAt(new StartAt.Newest())
                .inGroup(topics.names().prefix() + "pager");
        topics.send(topics.names().alerts(), alert());
        Heard<Alert> first = new Heard<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), group, first)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
        }
        topics.send(topics.names().alerts(), alert());
        Heard<Alert> second = new Heard<>();
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), group, second)) {
            await().atMost(SOON).until(() -> consumer.status().events() == 1);
        }
        assertThat(first.events).isEmpty();
        assertThat(second.events).hasSize(1);
    }

    @Test
    void a_listener_that_leaves_its_thread_interrupted_goes_on_hearing() throws InterruptedException {
        topics.with(topics.names().alerts());
        Heard<Alert> heard = new Heard<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        EventListener<Alert> interrupting = event -> {
            stillInterrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
            heard.onEvent(event);
            Thread.currentThread().interrupt();
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), interrupting)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            for (int i = 1; i <= 3; i++) {
                int sent = i;
                topics.send(topics.names().alerts(), alert());
                await().atMost(SOON).until(() -> heard.events.size() == sent);
            }
            assertThat(consumer.status().ready()).isTrue();
            assertThat(stillInterrupted)
                    .as("every poll in between would have failed")
                    .isFalse();
        }
    }

    @Test
    void a_listener_that_throws_an_error_ends_the_reading_and_the_status_says_so() throws InterruptedException {
        topics.with(topics.names().alerts());
        EventListener<Alert> broken = event -> {
            throw new AssertionError("the listener is beyond repair");
        };
        try (AlertConsumer consumer = AlertConsumer.start(topics.access(), broken)) {
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.names().alerts(), alert());
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .until(() -> !consumer.status().ready());
        }
    }

    @Test
    void a_topic_that_comes_into_being_later_is_found() throws InterruptedException {
        Heard<Health> heard = new Heard<>();
        try (HealthConsumer consumer = HealthConsumer.start(topics.access(), heard)) {
            assertThat(consumer.awaitReady(Duration.ofMillis(300))).isFalse();
            topics.with(topics.names().health());
            assertThat(consumer.awaitReady(SOON)).isTrue();
            topics.send(topics.names().health(), HealthSamples.of(Status.HEALTHY));
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.events).hasSize(1));
        }
    }

    @Test
    void a_command_is_sent_as_an_event_of_its_sender() {
        topics.with(topics.names().commands(), topics.names().results());
        Command command =
                new Command(HealthSamples.TARGET, new Request.Cleanup(15, 10), "tests", "because", true, null);
        try (CommandProducer producer = CommandProducer.open(topics.access());
                AnsweringProgram program = new AnsweringProgram(topics, event -> {
                    assertThat(event.data()).isEqualTo(command);
                    return null;
                })) {
            EventId id = producer.send(command).join();
            assertThat(id.source()).isEqualTo("/tests");
            await().atMost(SOON).untilAsserted(() -> assertThat(program.heard()).containsExactly(id));
        }
    }

    private static Alert alert() {
        return new Alert(
                HealthSamples.TARGET,
                "ConnectionSlotsCritical",
                AlertState.FIRING,
                Severity.CRITICAL,
                "orders-db: slots 95 %",
                "Slot utilization is above 90 %.",
                Map.of(),
                Instant.parse("2026-01-01T10:00:00Z"),
                null);
    }
}
