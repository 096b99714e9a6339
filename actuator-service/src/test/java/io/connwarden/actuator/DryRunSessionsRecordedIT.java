package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** An actuator with dry runs only records the sessions that it would have ended, and ends none. */
class DryRunSessionsRecordedIT {

    @Test
    void the_sessions_of_an_automatic_dry_run_are_recorded_and_those_of_a_command_are_not() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator(
                        "connwarden.policy.dry-run=true",
                        "connwarden.thresholds.zombie=1ms",
                        "connwarden.thresholds.cleanup-zombies=2",
                        "connwarden.policy.zombie-cleanup.idle-for=1ms");
                TestSessions sessions = ActuatorTestEnvironment.idleSessions(4, "leaky")) {
            environment.execute(new CommandParameters.Cleanup(0.000_1, 4));
            assertThat(environment.store.queryForList("SELECT * FROM dry_run_sessions"))
                    .as("sessions of the command")
                    .isEmpty();

            environment.send(
                    environment.topics.health(),
                    HealthEvents.of(HealthStatus.CLEANUP_NEEDED, ActuatorTestEnvironment.now()));
            List<Integer> pids = sessions.backends().stream().map(Backend::pid).toList();
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .untilAsserted(
                            () -> assertThat(recordedPids(environment)).containsExactlyInAnyOrderElementsOf(pids));
            assertThat(sessions.alive()).hasSize(4);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    private static List<Integer> recordedPids(ActuatorTestEnvironment environment) {
        return environment.store.queryForList(
                "SELECT pid FROM dry_run_sessions WHERE rule = 'R2' AND fate = 'UNCHANGED' AND state = 'idle'"
                        + " AND application_name = 'leaky'",
                Integer.class);
    }
}
