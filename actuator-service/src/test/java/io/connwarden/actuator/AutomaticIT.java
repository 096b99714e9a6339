package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.TARGET;
import static io.connwarden.actuator.Surroundings.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
import io.connwarden.embedded.fixture.SessionCrowd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What health events lead to. The target's zombies are those idle for a millisecond, and more than two are too many. */
class AutomaticIT {
    /** The way of an event over Kafka, a look and the store, and a consumer group that has yet to settle. */
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(60));

    private static Surroundings around;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        around = new Surroundings();
        actuator = around.actuator(
                "connwarden.thresholds.zombie=1ms",
                "connwarden.thresholds.cleanup-zombies=2",
                "connwarden.policy.zombie-cleanup.idle-for=1ms",
                "connwarden.policy.zombie-cleanup.max-terminations=4");
        around.ask(new Request.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        around.close();
    }

    @BeforeEach
    void forget() {
        around.store.execute("DELETE FROM connection_logs");
        around.store.execute("DELETE FROM alert_watches");
    }

    @Test
    void an_event_that_calls_for_it_leads_to_a_look_a_decision_and_a_result_naming_its_cause() {
        try (SessionCrowd crowd = Surroundings.idle(6, "leaky")) {
            Event<Health> event = send(Healths.of(Status.CLEANUP_NEEDED, now()));
            Result result = resultOf(event);
            assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(result.decision().rule()).isEqualTo("R2");
            assertThat(result.terminatedCount()).isEqualTo(4);
            assertThat(result.commandId()).isNull();
            assertThat(crowd.alive()).hasSize(2);
            assertThat(logged("CLEANUP_EXECUTED"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("event_id", event.id().id())
                            .containsEntry("actor", "automatic")
                            .containsEntry("terminated_count", 4));
        }
    }

    @Test
    void an_event_delivered_twice_is_logged_once_and_acted_on_once() {
        try (SessionCrowd crowd = Surroundings.idle(6, "leaky")) {
            Event<Health> event = Healths.of(Status.CLEANUP_NEEDED, now());
            send(event);
            resultOf(event);
            send(event);
            taken(Healths.of(Status.HEALTHY, now()));
            assertThat(logged("MONITOR_CHECK"))
                    .filteredOn(row -> event.id().id().equals(row.get("event_id")))
                    .hasSize(1);
            assertThat(logged("CLEANUP_EXECUTED")).hasSize(1);
            assertThat(crowd.alive()).hasSize(2);
        }
    }

    @Test
    void a_healthy_event_is_logged_and_leads_to_nothing() {
        try (SessionCrowd crowd = Surroundings.idle(6, "leaky")) {
            taken(Healths.of(Status.HEALTHY, now()));
            assertThat(logged("MONITOR_CHECK")).hasSize(1);
            assertThat(logged("DECISION_NO_ACTION")).isEmpty();
            assertThat(crowd.alive()).hasSize(6);
        }
    }

    @Test
    void a_stale_event_is_logged_and_not_acted_on() {
        try (SessionCrowd crowd = Surroundings.idle(6, "leaky")) {
            taken(Healths.of(Status.CRITICAL, now().minusSeconds(120)));
            assertThat(logged("DECISION_NO_ACTION"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("details"))
                            .asString()
                            .contains("INTAKE")
                            .contains("old"));
            assertThat(crowd.alive()).hasSize(6);
        }
    }

    @Test
    void a_target_that_cannot_be_seen_is_never_acted_on_and_the_reason_is_not_repeated() {
        try (SessionCrowd crowd = Surroundings.idle(6, "leaky")) {
            for (int i = 0; i < 5; i++) {
                taken(Healths.of(Status.UNKNOWN, now()));
            }
            assertThat(logged("MONITOR_CHECK")).hasSize(5);
            assertThat(logged("DECISION_NO_ACTION")).hasSize(1);
            assertThat(crowd.alive()).hasSize(6);
        }
    }

    @Test
    void an_event_that_a_look_does_not_confirm_ends_in_a_logged_reason_and_no_result() {
        Event<Health> event = send(Healths.of(Status.CRITICAL, now()));
        SOON.untilAsserted(() -> assertThat(logged("DECISION_NO_ACTION")).hasSize(1));
        assertThat(around.results.events())
                .noneMatch(result -> event.id().id().equals(result.data().causeEventId()));
        assertThat(around.store.queryForList(
                        "SELECT state, outcome FROM commands WHERE cause_event_id = ?",
                        event.id().id()))
                .containsExactly(Map.of("state", "DONE", "outcome", "COMPLETED"));
    }

    @Test
    void a_thousand_events_of_a_hundred_targets_are_logged_each_once() throws Exception {
        Instant start = now();
        for (int i = 0; i < 1000; i++) {
            around.send(around.topics.health(), Healths.of("other-" + i % 100, Status.HEALTHY, start.plusMillis(i)));
        }
        around.flush();
        SOON.untilAsserted(() -> assertThat(around.store.queryForObject(
                        "SELECT count(DISTINCT event_id) FROM connection_logs WHERE target LIKE 'other-%'",
                        Integer.class))
                .isEqualTo(1000));
    }

    @Test
    void an_alert_fires_and_resolves_with_the_same_beginning() {
        Instant critical = now();
        taken(Healths.of(Status.CRITICAL, critical));
        awaitSlotsAlert(AlertState.FIRING, critical);
        for (int i = 0; i < 3; i++) {
            taken(Healths.of(Status.HEALTHY, now()));
        }
        awaitSlotsAlert(AlertState.RESOLVED, critical);
        assertThat(logged("ALERT_FIRING")).isNotEmpty();
        assertThat(logged("ALERT_RESOLVED")).isNotEmpty();
        assertThat(around.store.queryForList("SELECT * FROM open_alerts")).isEmpty();
    }

    @Test
    void what_is_no_health_event_is_kept_among_the_dead_letters() throws Exception {
        around.send(new ProducerRecord<>(around.topics.health(), new byte[] {1, 2, 3}));
        around.flush();
        SOON.untilAsserted(() -> assertThat(around.deadLetters.raw()).anySatisfy(letter -> {
            assertThat(letter.value()).containsExactly(1, 2, 3);
            assertThat(new String(
                            letter.headers().lastHeader(DeadLetterHeaders.TOPIC).value(), UTF_8))
                    .isEqualTo(around.topics.health());
        }));
    }

    private static void awaitSlotsAlert(AlertState state, Instant startsAt) {
        around.alerts.awaitOne(alert -> alert.name().equals("ConnectionSlotsCritical")
                && alert.state() == state
                && alert.startsAt().equals(startsAt));
    }

    private static Event<Health> send(Event<Health> event) {
        around.send(around.topics.health(), event);
        return event;
    }

    private static Result resultOf(Event<Health> event) {
        return around.results
                .awaitOne(result -> event.id().id().equals(result.causeEventId()))
                .data();
    }

    /** Sends an event and returns when it is in the log; those before it are, too. */
    private static void taken(Event<Health> event) {
        String id = send(event).id().id();
        SOON.until(() -> logged("MONITOR_CHECK").stream().anyMatch(row -> id.equals(row.get("event_id"))));
    }

    private static List<Map<String, Object>> logged(String type) {
        return around.store.queryForList(
                "SELECT * FROM connection_logs WHERE event_type = ? AND target = ? ORDER BY id", type, TARGET);
    }
}
