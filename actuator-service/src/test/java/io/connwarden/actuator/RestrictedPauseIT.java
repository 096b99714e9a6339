package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.TestSessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Pauses of targets with labels, and pauses at recurring times, on a real broker and a real log store. */
class RestrictedPauseIT {
    private static final CommandParameters ALL_IDLE = new CommandParameters.Cleanup(1e-6, 10);
    private static final PauseWindow ALWAYS = new PauseWindow("0 0 * * * *", "UTC", 120);
    private static final Instant IN_A_CENTURY = Instant.parse("2126-01-01T00:00:00Z");
    private static final PauseWindow ONCE_IN_A_CENTURY = new PauseWindow("0 0 0 29 2 MON", "UTC", 1);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        startActuator();
        environment.execute(new CommandParameters.Status());
    }

    private static void startActuator() {
        actuator = environment.startActuator(
                "connwarden.targets[0].labels.env=prod",
                "connwarden.targets[1].id=other",
                "connwarden.targets[1].url=jdbc:postgresql://127.0.0.1:1/postgres",
                "connwarden.targets[1].user=none",
                "connwarden.targets[1].labels.env=test");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_pause_by_label_holds_on_the_targets_with_the_label_and_after_a_restart_until_its_end() {
        Result other = pause("*", Map.of("env", "test"), null, null);
        Result paused = pause("*", Map.of("env", "prod"), null, null);
        assertThat(paused.decision().reason()).contains("{env=prod}, now " + TARGET + ",");
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "labelled")) {
            assertRefusedByPause("send RESUME with pauseId " + id(paused));
            actuator.close();
            startActuator();
            assertRefusedByPause("paused by dba since ");
            PauseSummary shown = status().pauses().get(0);
            assertThat(shown.labels()).containsEntry("env", "prod");
            assertThat(shown.requestedBy()).isEqualTo("dba");
            assertThat(shown.reason()).isEqualTo("a test");
            assertThat(status().targetState().pausedBy()).isEqualTo("dba");
            assertThat(environment
                            .execute(new CommandParameters.Resume())
                            .decision()
                            .reason())
                    .contains("still paused by dba", "RESUME with pauseId " + id(paused) + " for *");
            resume(paused);
            assertThat(status().pauses()).isEmpty();
            assertThat(environment.execute(ALL_IDLE).terminatedCount()).isEqualTo(2);
            assertThat(sessions.alive()).isEmpty();
        }
        resume(other);
    }

    @Test
    void a_window_holds_at_its_times_only() {
        Result closed = pause(TARGET, Map.of(), ONCE_IN_A_CENTURY, IN_A_CENTURY);
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "window")) {
            assertThat(closed.pauses()).singleElement().satisfies(pause -> {
                assertThat(pause.from()).isAfter(now());
                assertThat(pause.until()).isEqualTo(pause.from().plusSeconds(60));
                assertThat(pause.recursUntil()).isEqualTo(IN_A_CENTURY);
            });
            assertThat(closed.targetState().paused()).isFalse();
            assertThat(environment.execute(ALL_IDLE).terminatedCount()).isEqualTo(1);
            assertThat(sessions.alive()).isEmpty();
        }
        Result open = pause(TARGET, Map.of(), ALWAYS, null);
        assertThat(open.pauses()).hasSize(2).last().satisfies(pause -> {
            assertThat(pause.window()).isEqualTo(ALWAYS);
            assertThat(pause.from()).isBeforeOrEqualTo(now());
            assertThat(pause.until()).isAfter(now());
        });
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "window")) {
            assertRefusedByPause("this time ends at " + open.pauses().get(1).until());
            assertThat(sessions.alive()).hasSize(1);
        }
        resume(open);
        resume(closed);
    }

    @Test
    void a_repeated_command_is_one_pause_and_its_end_is_final() {
        Command command = command(TARGET, new CommandParameters.Pause(null, Map.of(), ALWAYS), false);
        EventId id =
                new EventId(ActuatorTestEnvironment.SOURCE, UUID.randomUUID().toString());
        environment.send(environment.topics.commands(), new Event<>(id, now(), command));
        Result paused = environment.awaitResult(id.id());
        environment.send(environment.topics.commands(), new Event<>(id, now(), command));
        assertThat(status().pauses()).hasSize(1);
        resume(paused);
        environment.send(environment.topics.commands(), new Event<>(id, now(), command));
        assertThat(status().pauses()).isEmpty();
        assertThat(environment
                        .execute(new CommandParameters.Resume(UUID.randomUUID()))
                        .decision()
                        .reason())
                .contains("no pause");
    }

    @Test
    void labels_that_no_target_has_are_rejected() {
        Result rejected = pause("*", Map.of("env", "prd"), null, null);
        assertThat(rejected.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(rejected.decision().reason()).contains("no target has the labels {env=prd}");
    }

    @ParameterizedTest
    @CsvSource({"0 0 0 30 2 *,UTC,matches no time", "0 0 2 * *,UTC,six fields", "0 0 2 * * *,Nowhere,time zone"})
    void an_invalid_window_is_rejected_with_its_field(String cron, String zone, String reason) {
        Result rejected = pause(TARGET, Map.of(), new PauseWindow(cron, zone, 5), null);
        assertThat(rejected.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(rejected.decision().reason()).contains("window.", reason);
    }

    private static void assertRefusedByPause(String reason) {
        Result refused = environment.execute(ALL_IDLE);
        assertThat(refused.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(refused.decision().rule()).isEqualTo("G2");
        assertThat(refused.decision().reason()).contains("a test", reason);
    }

    private static Result pause(
            String target, Map<String, String> labels, @Nullable PauseWindow window, @Nullable Instant until) {
        return environment.awaitResult(
                environment.send(command(target, new CommandParameters.Pause(until, labels, window), false)));
    }

    private static void resume(Result paused) {
        Result resumed = environment.awaitResult(
                environment.send(command(paused.target(), new CommandParameters.Resume(id(paused)), false)));
        assertThat(resumed.decision().reason()).contains("ended");
    }

    private static UUID id(Result paused) {
        return Objects.requireNonNull(paused.pauseId());
    }

    private static Result status() {
        Result status = environment.execute(new CommandParameters.Status());
        assertThat(Objects.requireNonNull(status.pauses())).isInstanceOf(List.class);
        return status;
    }
}
