package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.testing.TestSessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The modes of an actuator. A session idle for one millisecond is a zombie, and three zombies require a cleanup. */
class WatchByDefaultIT {
    private static final int VICTIM_COUNT = 4;
    private static final String[] ZOMBIES = {
        "connwarden.thresholds.zombie=1ms",
        "connwarden.thresholds.cleanup-zombies=2",
        "connwarden.policy.zombie-cleanup.idle-for=1ms"
    };

    private static ActuatorTestEnvironment environment;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void without_a_mode_an_actuator_records_its_decision_and_ends_no_session_until_a_command_or_mode_act() {
        try (TestSessions victims = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "leaky")) {
            try (ConfigurableApplicationContext watching = startWithoutMode()) {
                Result watched = awaitResultOf(sendCleanupNeeded());
                assertThat(watched.dryRun()).isTrue();
                assertThat(watched.decision().rule()).isEqualTo("R2");
                assertThat(watched.decision().reason()).endsWith("; mode watch, no signal is sent");
                assertThat(outcomesOf(watched, "leaky"))
                        .hasSize(VICTIM_COUNT)
                        .containsOnly(SessionOutcome.WOULD_TERMINATE);
                assertThat(victims.alive()).hasSize(VICTIM_COUNT);
                assertThat(environment
                                .execute(new CommandParameters.Cleanup(0.0001, 1))
                                .terminatedCount())
                        .as("a command is independent of the mode")
                        .isEqualTo(1);
                assertThat(watching.isRunning()).isTrue();
            }
            try (ConfigurableApplicationContext acting = environment.startActuator(ZOMBIES)) {
                Result acted = awaitResultOf(sendCleanupNeeded());
                assertThat(acted.dryRun()).isFalse();
                assertThat(acted.terminatedCount()).isEqualTo(VICTIM_COUNT - 1);
                assertThat(victims.alive()).isEmpty();
                assertThat(acting.isRunning()).isTrue();
            }
        }
    }

    @Test
    void AUTO_which_clients_send_by_themselves_ends_no_session_of_a_watched_target() {
        try (TestSessions victims = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "requested")) {
            try (ConfigurableApplicationContext watching = startWithoutMode()) {
                Result recorded = environment.execute(new CommandParameters.Auto());
                assertThat(recorded.dryRun()).isTrue();
                assertThat(outcomesOf(recorded, "requested"))
                        .hasSize(VICTIM_COUNT)
                        .containsOnly(SessionOutcome.WOULD_TERMINATE);
                assertThat(recorded.decision().reason())
                        .contains("set policy.modes.r2 to act, or send EMERGENCY, CLEANUP or TERMINATE");
                assertThat(victims.alive()).hasSize(VICTIM_COUNT);
                assertThat(environment.execute(new CommandParameters.Status()).targetState())
                        .extracting(TargetState::modes)
                        .isEqualTo("watch");
                assertThat(watching.isRunning()).isTrue();
            }
            try (ConfigurableApplicationContext asking = startWithoutMode("connwarden.policy.mode=ask")) {
                Result planned = environment.execute(new CommandParameters.Auto());
                PlanSummary plan = planned.plan();
                assertThat(plan).isNotNull();
                assertThat(victims.alive()).hasSize(VICTIM_COUNT);
                assertThat(environment
                                .execute(new CommandParameters.Approve(plan.id()))
                                .terminatedCount())
                        .isEqualTo(VICTIM_COUNT);
                assertThat(victims.alive()).isEmpty();
                assertThat(asking.isRunning()).isTrue();
            }
        }
    }

    @Test
    void an_override_arms_the_sessions_of_one_application_only() {
        try (TestSessions armed = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "batch");
                TestSessions watched = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "billing");
                ConfigurableApplicationContext actuator = startWithoutMode(
                        "connwarden.policy.overrides[0].match.applications=bat*",
                        "connwarden.policy.overrides[0].mode=act")) {
            Result acted = awaitResultOf(sendCleanupNeeded());
            assertThat(acted.dryRun()).isFalse();
            assertThat(outcomesOf(acted, "batch")).containsOnly(SessionOutcome.TERMINATED);
            assertThat(outcomesOf(acted, "billing")).containsOnly(SessionOutcome.SPARED);
            assertThat(armed.alive()).isEmpty();
            assertThat(watched.alive()).hasSize(VICTIM_COUNT);
            Result next = awaitResultOf(sendCleanupNeeded());
            assertThat(next.dryRun()).isTrue();
            assertThat(outcomesOf(next, "billing")).containsOnly(SessionOutcome.WOULD_TERMINATE);
            assertThat(watched.alive()).hasSize(VICTIM_COUNT);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    /** Starts an actuator with the default mode. The environment of most tests sets mode act. */
    private static ConfigurableApplicationContext startWithoutMode(String... more) {
        String[] arguments = environment.arguments(ZOMBIES).stream()
                .filter(argument -> !argument.startsWith("--connwarden.policy.mode="))
                .toArray(String[]::new);
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String setting : more) {
            all.add("--" + setting);
        }
        return ActuatorApplication.builder().run(all.toArray(String[]::new));
    }

    private static Event<Health> sendCleanupNeeded() {
        Event<Health> event = HealthEvents.of(HealthStatus.CLEANUP_NEEDED, now());
        environment.send(environment.topics.health(), event);
        return event;
    }

    private static Result awaitResultOf(Event<Health> event) {
        return environment
                .results
                .awaitOne(result -> event.id().id().equals(result.causeEventId()))
                .data();
    }

    private static List<SessionOutcome> outcomesOf(Result result, String application) {
        return result.sessions().stream()
                .filter(session -> application.equals(session.application()))
                .map(SessionReport::outcome)
                .toList();
    }
}
