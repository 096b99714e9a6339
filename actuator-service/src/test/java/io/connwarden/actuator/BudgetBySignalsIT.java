package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.sql.target.TargetException;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The budget of an hour and the cooldown count signals, whatever is seen of their effect and any clock shows. */
class BudgetBySignalsIT {
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);
    private static final int VICTIM_COUNT = 5;
    private static final Duration MORE_THAN_THE_HOUR = Duration.ofMinutes(61);

    private ActuatorTestEnvironment environment;
    private TestSessions victims;

    @BeforeEach
    void openSessions() {
        environment = new ActuatorTestEnvironment();
        victims = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "victim");
    }

    @AfterEach
    void closeSessions() {
        FaultInjectingConnections.reset();
        ShiftedClock.ahead = Duration.ZERO;
        victims.close();
        environment.close();
    }

    @Test
    void signals_count_although_the_target_did_not_answer_after_them() {
        try (ConfigurableApplicationContext actuator =
                start(FaultInjectingConnections.class, "connwarden.actuator.target-retry-timeout=1s")) {
            FaultInjectingConnections.beforeSearch = () -> {
                throw new TargetException(new SQLException("connection lost", "08006"));
            };
            assertSignalledWithoutProof(environment.execute(ALL_IDLE), "connection lost");
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void signals_count_and_are_reported_although_the_command_failed_with_an_internal_error() {
        try (ConfigurableApplicationContext actuator = start(FaultInjectingConnections.class)) {
            FaultInjectingConnections.beforeSearch = () -> {
                throw new IllegalStateException("an error in the actuator");
            };
            assertSignalledWithoutProof(environment.execute(ALL_IDLE), "internal error");
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void budget_and_cooldown_hold_among_actuators_with_different_clocks() {
        String[] limits = {
            "connwarden.policy.budget.terminations-per-hour=" + VICTIM_COUNT,
            "connwarden.policy.cooldown.emergency=10m",
            "connwarden.policy.emergency.max-steps=1"
        };
        ShiftedClock.ahead = MORE_THAN_THE_HOUR.negated();
        try (ConfigurableApplicationContext behind = start(ShiftedClock.class, limits)) {
            assertThat(environment.execute(new CommandParameters.Emergency()).terminatedCount())
                    .isEqualTo(VICTIM_COUNT);
            assertThat(behind.isRunning()).isTrue();
        }
        try (ConfigurableApplicationContext correct = start(FaultInjectingConnections.class, limits);
                TestSessions more = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "more")) {
            assertThat(terminationsLastHour()).isEqualTo(VICTIM_COUNT);
            Result cooling = environment.execute(new CommandParameters.Emergency());
            assertThat(cooling.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(cooling.decision().rule()).isEqualTo("G3");
            Result exhausted = environment.execute(ALL_IDLE);
            assertThat(exhausted.decision().rule()).isEqualTo("G4");
            assertThat(more.alive()).hasSize(VICTIM_COUNT);
            assertThat(correct.isRunning()).isTrue();
        }
    }

    private void assertSignalledWithoutProof(Result result, String cause) {
        FaultInjectingConnections.reset();
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(() -> victims.alive().isEmpty());
        assertThat(result.outcome()).isEqualTo(CommandOutcome.FAILED);
        assertThat(result.sessions())
                .filteredOn(session -> "victim".equals(session.application()))
                .hasSize(VICTIM_COUNT)
                .allSatisfy(session -> assertThat(session.reason())
                        .contains("; signalled; its end could not be verified")
                        .contains(cause))
                .extracting(SessionReport::outcome)
                .containsOnly(SessionOutcome.FAILED);
        assertThat(terminationsLastHour()).isEqualTo(VICTIM_COUNT);
    }

    private int terminationsLastHour() {
        String status = environment.send(command(TARGET, new CommandParameters.Status(), false));
        TargetState state = environment.awaitResult(status).targetState();
        return Objects.requireNonNull(state).terminationsLastHour();
    }

    private ConfigurableApplicationContext start(Class<?> sources, String... more) {
        return ActuatorApplication.builder()
                .sources(sources)
                .run(environment.arguments(more).toArray(String[]::new));
    }
}
