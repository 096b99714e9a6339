package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.RecordBatches;
import io.connwarden.testing.TestSessions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Automatic commands from health events. A session idle for one millisecond is a zombie, and three zombies require a
 * cleanup.
 */
class AutomaticCommandIT {
    /** Covers Kafka, the sample, the log store and the first assignment of the consumer group. */
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator(
                "connwarden.thresholds.zombie=1ms",
                "connwarden.thresholds.cleanup-zombies=2",
                "connwarden.policy.zombie-cleanup.idle-for=1ms",
                "connwarden.policy.zombie-cleanup.max-terminations=4");
        environment.execute(new CommandParameters.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    /** An automatic command of an earlier test would still write to the log, or find the sessions of this test. */
    @BeforeEach
    void clearLog() {
        AWAIT.until(() -> Objects.equals(
                0,
                environment.store.queryForObject(
                        "SELECT count(*) FROM commands WHERE state <> 'DONE'", Integer.class)));
        environment.store.execute("DELETE FROM connection_logs");
        environment.store.execute("DELETE FROM alert_states");
        // After the actions of an earlier test, the sessions of this test would be those of a pool that refills.
        environment.store.execute("DELETE FROM intents");
    }

    @Test
    void an_unhealthy_event_leads_to_a_sample_a_decision_and_a_result_that_names_the_event() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "leaky")) {
            Event<Health> event = send(HealthEvents.of(HealthStatus.CLEANUP_NEEDED, now()));
            Result result = awaitResultOf(event);
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.decision().rule()).isEqualTo("R2");
            assertThat(result.terminatedCount()).isEqualTo(4);
            assertThat(result.commandId()).isNull();
            assertThat(sessions.alive()).hasSize(2);
            assertThat(loggedEntries("CLEANUP_EXECUTED"))
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("event_id", event.id().id())
                            .containsEntry("actor", "automatic")
                            .containsEntry("terminated_count", 4));
        }
    }

    @Test
    void an_event_delivered_twice_is_logged_once_and_executed_once() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "leaky")) {
            Event<Health> event = HealthEvents.of(HealthStatus.CLEANUP_NEEDED, now());
            send(event);
            awaitResultOf(event);
            send(event);
            sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
            assertThat(loggedEntries("MONITOR_CHECK"))
                    .filteredOn(row -> event.id().id().equals(row.get("event_id")))
                    .hasSize(1);
            assertThat(loggedEntries("CLEANUP_EXECUTED")).hasSize(1);
            assertThat(sessions.alive()).hasSize(2);
        }
    }

    @Test
    void a_healthy_event_is_logged_and_leads_to_no_action() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "leaky")) {
            sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
            assertThat(loggedEntries("MONITOR_CHECK")).hasSize(1);
            assertThat(loggedEntries("DECISION_NO_ACTION")).isEmpty();
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void a_stale_event_is_logged_and_not_acted_on() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "leaky")) {
            sendAndAwaitLogged(HealthEvents.of(HealthStatus.CRITICAL, now().minusSeconds(120)));
            assertThat(loggedEntries("DECISION_NO_ACTION"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("details"))
                            .asString()
                            .contains("INTAKE")
                            .contains("old"));
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void an_UNKNOWN_target_gets_no_action_and_the_reason_is_logged_once() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(6, "leaky")) {
            for (int i = 0; i < 5; i++) {
                sendAndAwaitLogged(HealthEvents.of(HealthStatus.UNKNOWN, now()));
            }
            assertThat(loggedEntries("MONITOR_CHECK")).hasSize(5);
            assertThat(loggedEntries("DECISION_NO_ACTION")).hasSize(1);
            assertThat(sessions.alive()).hasSize(6);
        }
    }

    @Test
    void an_event_not_confirmed_by_a_sample_leads_to_a_logged_reason_and_no_result() {
        Event<Health> event = send(HealthEvents.of(HealthStatus.CRITICAL, now()));
        AWAIT.untilAsserted(
                () -> assertThat(loggedEntries("DECISION_NO_ACTION")).hasSize(1));
        assertThat(environment.results.events())
                .noneMatch(result -> event.id().id().equals(result.data().causeEventId()));
        assertThat(environment.store.queryForList(
                        "SELECT state, outcome FROM commands WHERE cause_event_id = ?",
                        event.id().id()))
                .containsExactly(Map.of("state", "DONE", "outcome", "COMPLETED"));
    }

    @Test
    void a_thousand_events_are_each_logged_once_and_events_of_other_targets_are_not() throws Exception {
        Instant start = now();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Event<Health> event = HealthEvents.of(TARGET, HealthStatus.HEALTHY, start.plusMillis(i));
            environment.send(environment.topics.health(), event);
            environment.send(
                    environment.topics.health(),
                    HealthEvents.of("other-" + i % 100, HealthStatus.HEALTHY, start.plusMillis(i)));
            sent.add(event.id().id());
        }
        environment.flush();
        AWAIT.untilAsserted(() -> assertThat(loggedEventIds(TARGET)).containsAll(sent));
        assertThat(loggedEventIds(TARGET)).doesNotHaveDuplicates();
        assertThat(loggedEventIds("other-7")).isEmpty();
    }

    private static List<String> loggedEventIds(String target) {
        return environment.store.queryForList(
                "SELECT event_id FROM connection_logs WHERE event_type = 'MONITOR_CHECK' AND target = ?",
                String.class,
                target);
    }

    @Test
    void an_alert_fires_and_resolves_with_the_same_start_time() {
        Instant critical = now();
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.CRITICAL, critical));
        awaitSlotsAlert(AlertStatus.FIRING, critical);
        for (int i = 0; i < 3; i++) {
            sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
        }
        awaitSlotsAlert(AlertStatus.RESOLVED, critical);
        assertThat(loggedEntries("ALERT_FIRING")).isNotEmpty();
        assertThat(loggedEntries("ALERT_RESOLVED")).isNotEmpty();
        assertThat(environment.store.queryForList("SELECT * FROM open_alerts")).isEmpty();
    }

    @Test
    void a_record_that_is_no_health_event_becomes_a_dead_letter() throws Exception {
        environment.send(new ProducerRecord<>(environment.topics.health(), new byte[] {1, 2, 3}));
        environment.flush();
        AWAIT.untilAsserted(() -> assertThat(environment.deadLetters.raw()).anySatisfy(deadLetter -> {
            assertThat(deadLetter.value()).containsExactly(1, 2, 3);
            assertThat(new String(
                            deadLetter
                                    .headers()
                                    .lastHeader(DeadLetterHeaders.TOPIC)
                                    .value(),
                            UTF_8))
                    .isEqualTo(environment.topics.health());
        }));
    }

    @Test
    void results_alerts_and_dead_letters_are_written_without_compression() throws Exception {
        environment.execute(new CommandParameters.Status());
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.CRITICAL, now()));
        environment.alerts.awaitOne(alert -> alert.name().equals("ConnectionSlotsCritical"));
        environment.send(new ProducerRecord<>(environment.topics.commands(), new byte[] {4, 5, 6}));
        AWAIT.until(() -> environment.deadLetters.raw().stream()
                .anyMatch(deadLetter -> Arrays.equals(deadLetter.value(), new byte[] {4, 5, 6})));
        for (String topic :
                List.of(environment.topics.results(), environment.topics.alerts(), environment.topics.deadLetters())) {
            assertThat(RecordBatches.codecsOf(logDirectory(), topic))
                    .as(topic)
                    .isNotEmpty()
                    .containsOnly(RecordBatches.UNCOMPRESSED);
        }
    }

    private static Path logDirectory() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", environment.bootstrapServers))) {
            return Path.of(admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).keySet().stream()
                    .findFirst()
                    .orElseThrow());
        }
    }

    private static void awaitSlotsAlert(AlertStatus state, Instant startsAt) {
        environment.alerts.awaitOne(alert -> alert.name().equals("ConnectionSlotsCritical")
                && alert.state() == state
                && alert.startsAt().equals(startsAt));
    }

    private static Event<Health> send(Event<Health> event) {
        environment.send(environment.topics.health(), event);
        return event;
    }

    private static Result awaitResultOf(Event<Health> event) {
        return environment
                .results
                .awaitOne(result -> event.id().id().equals(result.causeEventId()))
                .data();
    }

    /** Sends an event and waits until it and all earlier events are logged. */
    private static void sendAndAwaitLogged(Event<Health> event) {
        String id = send(event).id().id();
        AWAIT.until(() -> loggedEntries("MONITOR_CHECK").stream().anyMatch(row -> id.equals(row.get("event_id"))));
    }

    private static List<Map<String, Object>> loggedEntries(String type) {
        return environment.store.queryForList(
                "SELECT * FROM connection_logs WHERE event_type = ? AND target = ? ORDER BY id", type, TARGET);
    }
}
