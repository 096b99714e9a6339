package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.testing.TestSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A rule in mode watch that selects the same sessions again and again does not fill the log store. */
class RepeatedDryRunsIT {
    private static final String DRY_RUNS = "SELECT count(*) FROM intents WHERE rule = 'R2' AND dry_run";

    private static final String EMERGENCY_DRY_RUNS = "SELECT count(*) FROM intents WHERE rule = 'R1' AND dry_run";

    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;

    @BeforeEach
    void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator(
                "connwarden.policy.mode=watch",
                "connwarden.policy.cooldown.standard=1ms",
                "connwarden.thresholds.zombie=1ms",
                "connwarden.thresholds.cleanup-zombies=2",
                "connwarden.policy.zombie-cleanup.idle-for=1ms");
    }

    @AfterEach
    void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void the_same_sessions_are_recorded_twice_and_again_with_another_session() {
        try (TestSessions first = ActuatorTestEnvironment.idleSessions(4, "leaky")) {
            for (int decisions = 0; decisions < 5; decisions++) {
                awaitDecision();
            }
            assertThat(count(DRY_RUNS)).isEqualTo(2);
            assertThat(count("SELECT count(*) FROM connection_logs WHERE event_type = 'CLEANUP_EXECUTED'"))
                    .isEqualTo(2);
            assertThat(count("SELECT count(*) FROM commands WHERE result IS NOT NULL"))
                    .isEqualTo(2);
            assertThat(environment.store.queryForObject(
                            "SELECT details -> 'decision' ->> 'reason' FROM connection_logs"
                                    + " WHERE event_type = 'DECISION_NO_ACTION'",
                            String.class))
                    .isEqualTo(
                            "mode watch: R2 selects the sessions of its last dry runs, which are in the log; they are"
                                    + " recorded again after 5 min (G3)");

            try (TestSessions second = ActuatorTestEnvironment.idleSessions(1, "leaky")) {
                awaitDecision();
                assertThat(count(DRY_RUNS)).as("with another session").isEqualTo(3);
                assertThat(count("SELECT count(*) FROM dry_run_sessions WHERE fate = 'UNCHANGED'"))
                        .isEqualTo(5);
                assertThat(second.alive()).hasSize(1);
            }
            assertThat(first.alive()).hasSize(4);

            environment.store.execute("UPDATE intents SET created_at = created_at - interval '6 minutes'");
            awaitDecision();
            assertThat(count(DRY_RUNS)).as("after some minutes").isEqualTo(4);
        }
    }

    @Test
    void AUTO_records_the_same_sessions_twice_and_AUTO_with_dryRun_always() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(4, "leaky")) {
            for (int commands = 0; commands < 4; commands++) {
                environment.execute(new CommandParameters.Auto());
            }
            assertThat(count(DRY_RUNS)).isEqualTo(2);
            environment.awaitResult(environment.send(ActuatorTestEnvironment.command(
                    ActuatorTestEnvironment.TARGET, new CommandParameters.Auto(), true)));
            assertThat(count(DRY_RUNS)).as("with a requested dry run").isEqualTo(3);
            assertThat(sessions.alive()).hasSize(4);
        }
    }

    @Test
    void R1_is_recorded_twice_again_after_its_alert_has_resolved() {
        actuator.close();
        actuator = environment.startActuator(
                "connwarden.policy.mode=watch",
                "connwarden.policy.cooldown.emergency=1ms",
                "connwarden.thresholds.warning-slot-utilization=1",
                "connwarden.thresholds.critical-slot-utilization=1");
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(4, "leaky")) {
            for (int decisions = 0; decisions < 4; decisions++) {
                awaitDecision(HealthStatus.CRITICAL);
            }
            assertThat(count(EMERGENCY_DRY_RUNS)).isEqualTo(2);
            assertThat(environment.store.update("DELETE FROM alert_states WHERE name = 'EmergencyWithoutRelief'"))
                    .as("firing alerts that resolve")
                    .isEqualTo(1);

            for (int decisions = 0; decisions < 4; decisions++) {
                awaitDecision(HealthStatus.CRITICAL);
            }
            assertThat(count(EMERGENCY_DRY_RUNS)).as("after the relief").isEqualTo(4);
            assertThat(count("SELECT count(*) FROM open_alerts WHERE name = 'EmergencyWithoutRelief'"))
                    .isEqualTo(1);
            assertThat(sessions.alive()).hasSize(4);
        }
    }

    private void awaitDecision() {
        awaitDecision(HealthStatus.CLEANUP_NEEDED);
    }

    private void awaitDecision(HealthStatus status) {
        Event<Health> event = HealthEvents.of(status, ActuatorTestEnvironment.now());
        environment.send(environment.topics.health(), event);
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(() -> count("SELECT count(*) FROM commands WHERE state = 'DONE' AND cause_event_id = '"
                                + event.id().id() + "'")
                        == 1);
    }

    private int count(String query) {
        Integer count = environment.store.queryForObject(query, Integer.class);
        return count == null ? 0 : count;
    }
}
