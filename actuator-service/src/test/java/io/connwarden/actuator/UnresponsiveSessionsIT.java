package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions that do not react to a signal, which are the oldest ones, use up no limit meant for others. */
class UnresponsiveSessionsIT {
    private static final CommandParameters.Cleanup THREE = new CommandParameters.Cleanup(0.000_1, 3);
    private static final int STOPPED = 3;

    @Test
    void unresponsive_sessions_are_set_aside_alerted_and_counted_apart_until_they_end() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator(
                        "connwarden.actuator.termination-timeout=500ms",
                        "connwarden.alerting.faults.check-interval=1s",
                        "connwarden.policy.budget.terminations-per-hour=6");
                TestSessions stopped = ActuatorTestEnvironment.idleSessions(STOPPED, "stopped");
                TestSessions others = ActuatorTestEnvironment.idleSessions(4, "others")) {
            List<Integer> pids = stopped.backends().stream().map(Backend::pid).toList();
            pids.forEach(ActuatorTestEnvironment::stopProcess);
            try {
                Result first = environment.execute(THREE);
                assertThat(first.effect()).isEqualTo(Effect.NONE);
                assertThat(pidsWith(first, SessionOutcome.UNRESPONSIVE)).isEqualTo(pids);

                Result second = environment.execute(THREE);
                assertThat(second.effect()).isEqualTo(Effect.FULL);
                assertThat(second.terminatedCount()).isEqualTo(3);
                assertThat(others.alive()).hasSize(1);
                assertThat(second.sessions())
                        .filteredOn(session -> pids.contains(session.pid()))
                        .hasSize(STOPPED)
                        .allSatisfy(session -> assertThat(session.reason())
                                .contains("no reaction to SIGTERM")
                                .contains("(1 attempt); tried again after"));

                assertThat(state(environment).terminationsLastHour()).isEqualTo(3);
                assertThat(state(environment).unreclaimedSessions()).isEqualTo(STOPPED);
                assertThat(incomplete(environment, AlertStatus.FIRING).description())
                        .contains(pids.stream().map(pid -> "pid " + pid + " of").toList());
            } finally {
                pids.forEach(ActuatorTestEnvironment::continueProcess);
            }
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> stopped.alive().isEmpty());
            // The worker looks for ended sessions after each command, or after a while without one.
            environment.execute(new CommandParameters.Monitor());
            incomplete(environment, AlertStatus.RESOLVED);
            assertThat(state(environment).unreclaimedSessions()).isZero();
            assertThat(state(environment).terminationsLastHour())
                    .as("a session that ended later was terminated")
                    .isEqualTo(6);
            assertThat(environment.execute(THREE).decision().rule()).isEqualTo("G4");
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    private static Alert incomplete(ActuatorTestEnvironment environment, AlertStatus status) {
        return environment
                .alerts
                .awaitOne(alert -> alert.name().equals("ActionIncomplete") && alert.state() == status)
                .data();
    }

    private static TargetState state(ActuatorTestEnvironment environment) {
        return Objects.requireNonNull(
                environment.execute(new CommandParameters.Status()).targetState());
    }

    private static List<Integer> pidsWith(Result result, SessionOutcome outcome) {
        return result.sessions().stream()
                .filter(session -> session.outcome() == outcome)
                .map(SessionReport::pid)
                .toList();
    }
}
