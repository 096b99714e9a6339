package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The lock of a target is held by another transaction, as during a large batch of health events. */
class LeaseRenewalIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);

    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;
    private Connection other;

    @BeforeEach
    void start() throws SQLException {
        environment = new ActuatorTestEnvironment();
        actuator = ActuatorApplication.builder()
                .sources(FaultInjectingConnections.class)
                .run(environment.arguments().toArray(String[]::new));
        environment.execute(new CommandParameters.Status());
        other = Objects.requireNonNull(environment.store.getDataSource()).getConnection();
        other.setAutoCommit(false);
    }

    @AfterEach
    void stop() throws SQLException {
        FaultInjectingConnections.reset();
        other.close();
        actuator.close();
        environment.close();
    }

    @Test
    void the_lease_of_a_worker_that_waits_for_its_target_is_renewed() throws SQLException {
        AtomicBoolean once = new AtomicBoolean(true);
        FaultInjectingConnections.beforeSignal = sessions -> {
            if (once.getAndSet(false)) {
                lockTarget();
            }
        };
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(1, "renewed")) {
            String id = environment.send(command(TARGET, new CommandParameters.Cleanup(0.000_1, 1), false));
            AWAIT.until(this::isLockAwaited);
            String first = leaseExpiry(id);
            AWAIT.until(() -> !first.equals(leaseExpiry(id)));
            other.rollback();
            Result result = environment.awaitResult(id);
            assertThat(result.terminatedCount()).isEqualTo(1);
            assertThat(sessions.alive()).isEmpty();
            assertThat(environment.store.queryForObject(
                            "SELECT attempts FROM commands WHERE id = ?", Integer.class, id))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_command_gets_its_position_after_the_earlier_transaction_of_its_target() throws SQLException {
        lockTarget();
        String id = environment.send(new CommandParameters.Monitor());
        AWAIT.until(this::isLockAwaited);
        assertThat(environment.store.queryForList("SELECT seq FROM commands WHERE id = ?", id))
                .isEmpty();
        other.rollback();
        assertThat(environment.awaitResult(id).outcome()).isEqualTo(CommandOutcome.COMPLETED);
    }

    private void lockTarget() {
        try (Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('connwarden.target." + TARGET + "', 0))");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isLockAwaited() {
        return Objects.equals(
                1,
                environment.store.queryForObject(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())",
                        Integer.class));
    }

    private String leaseExpiry(String id) {
        return Objects.requireNonNull(environment.store.queryForObject(
                "SELECT lease_expires_at::text FROM commands WHERE id = ?", String.class, id));
    }
}
