package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.TestSessions;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A pool of a fixed size that replaces its terminated sessions, and a leak. */
class PoolRefillIT {
    private static final CommandParameters.Emergency EMERGENCY = new CommandParameters.Emergency();
    private static final int SIZE = 12;
    /** The maximum of one emergency in this environment. */
    private static final int TERMINATED = 10;

    @Test
    void a_pool_that_refills_is_spared_and_named_and_a_leak_is_not_spared() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator =
                        environment.startActuator("connwarden.alerting.faults.check-interval=1s");
                TestSessions pool = ActuatorTestEnvironment.idleSessions(SIZE, "orders")) {
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
            try (TestSessions refill = ActuatorTestEnvironment.idleSessions(TERMINATED, "orders")) {
                Result second = environment.execute(EMERGENCY);
                assertThat(second.effect()).isEqualTo(Effect.NONE);
                assertThat(second.sessions()).hasSize(SIZE).allSatisfy(session -> {
                    assertThat(session.outcome()).isEqualTo(SessionOutcome.SPARED);
                    assertThat(session.reason())
                            .contains("application 'orders' came back to 12 sessions after 10 of 12 were terminated")
                            .endsWith("its pool is too large (G7)");
                });
                environment.store.update("UPDATE intents SET created_at = created_at - interval '61 seconds'");
                assertThat(environment.execute(EMERGENCY).effect()).isEqualTo(Effect.NONE);
                assertThat(environment
                                .alerts
                                .awaitOne(alert ->
                                        alert.name().equals("PoolTooLarge") && alert.state() == AlertStatus.FIRING)
                                .data()
                                .description())
                        .startsWith("application 'orders' came back to 12 sessions after 10 of 12 were terminated at ");
                try (TestSessions leak = ActuatorTestEnvironment.idleSessions(3, "orders")) {
                    assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
                    assertThat(leak.alive()).hasSize(3);
                }
                assertThat(refill.alive()).isNotEmpty();
            }
            assertThat(pool.alive()).isEmpty();
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_pool_that_refills_is_named_without_another_decision() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator =
                        environment.startActuator("connwarden.alerting.faults.check-interval=1s");
                TestSessions pool = ActuatorTestEnvironment.idleSessions(SIZE, "orders")) {
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
            try (TestSessions refill = ActuatorTestEnvironment.idleSessions(TERMINATED, "orders")) {
                environment.store.update("UPDATE intents SET created_at = created_at - interval '61 seconds'");
                // Any command lets the worker look again.
                environment.execute(new CommandParameters.Health());
                assertThat(environment
                                .alerts
                                .awaitOne(alert -> alert.name().equals("PoolTooLarge"))
                                .data()
                                .description())
                        .startsWith("application 'orders' had 12 sessions");
                assertThat(environment.store.queryForObject(
                                "SELECT count(*) FROM connection_logs WHERE event_type = 'RELIEF_MEASURED'",
                                Long.class))
                        .isOne();
                assertThat(refill.alive()).hasSize(TERMINATED);
            }
            assertThat(pool.alive()).hasSize(SIZE - TERMINATED);
            assertThat(actuator.isRunning()).isTrue();
        }
    }
}
