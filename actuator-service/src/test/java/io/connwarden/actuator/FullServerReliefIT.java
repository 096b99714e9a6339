package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server that accepts no connection (53300) is relieved. */
class FullServerReliefIT {
    private static final String RESERVE_ROLE = "rescuer";
    private static final String SUPERUSER_ROLE = "postgres";

    private static PostgresServer target;
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;
    private final List<Connection> sessions = new ArrayList<>();

    @BeforeAll
    static void start() {
        target = PostgresServer.start(
                PostgresServerOptions.standard().withMaxConnections(20).withSetting("reserved_connections", "2"));
        ActuatorTestEnvironment.createRoles(target);
        ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"))
                .execute("CREATE ROLE " + RESERVE_ROLE
                        + " LOGIN IN ROLE pg_monitor, pg_signal_backend, pg_use_reserved_connections");
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator(
                "connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres"),
                "connwarden.targets[0].reserve-user=" + RESERVE_ROLE);
        environment.execute(new CommandParameters.Monitor());
    }

    @AfterEach
    void closeSessions() throws SQLException {
        for (Connection connection : sessions) {
            connection.close();
        }
        awaitOnlyActuatorSessions();
    }

    /** Waits until only the actuator's sessions are left, because the next test needs every slot. */
    private static void awaitOnlyActuatorSessions() {
        JdbcTemplate superuser = ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"));
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .ignoreExceptionsInstanceOf(CannotGetJdbcConnectionException.class)
                .untilAsserted(() -> assertThat(superuser.queryForList(
                                "SELECT usename::text FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                        + " AND pid <> pg_backend_pid()"
                                        + " AND application_name NOT LIKE 'connwarden-actuator%'",
                                String.class))
                        .isEmpty());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
        target.close();
    }

    @Test
    void a_full_server_is_relieved_through_the_emergency_connection() {
        Integer connection = emergencyConnectionPid();
        for (String role : List.of(ActuatorTestEnvironment.APPLICATION_ROLE, RESERVE_ROLE, SUPERUSER_ROLE)) {
            fill(role);
        }
        Event<Health> event = HealthEvents.of(HealthStatus.CRITICAL, now());
        environment.send(environment.topics.health(), event);
        Result result = environment
                .results
                .awaitOne(answer -> event.id().id().equals(answer.causeEventId()))
                .data();
        assertThat(result.decision().rule()).isEqualTo("R1");
        assertThat(result.before().slotUtilizationPercentage()).isGreaterThan(95);
        assertThat(result.terminatedCount()).isPositive();
        assertThat(tryConnect(ActuatorTestEnvironment.APPLICATION_ROLE))
                .as("an application can connect again")
                .isTrue();
        assertThat(emergencyConnectionPid())
                .as("the session that was open before the server was full")
                .isEqualTo(connection);
    }

    @Test
    void a_broken_emergency_connection_is_reopened_through_a_reserved_slot() {
        fill(ActuatorTestEnvironment.APPLICATION_ROLE);
        JdbcTemplate superuser = ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"));
        superuser.queryForList("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename IN ('"
                + ActuatorTestEnvironment.ACTUATOR_ROLE + "', '" + RESERVE_ROLE + "')");
        fill(ActuatorTestEnvironment.APPLICATION_ROLE);
        environment.execute(new CommandParameters.Monitor());
        assertThat(rolesOfActuator()).containsExactly(RESERVE_ROLE);
        String id = environment.send(command(TARGET, new CommandParameters.Emergency(), false));
        assertThat(environment.awaitResult(id).terminatedCount()).isPositive();
        await("the connection leaves the reserved slot after the relief")
                .atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(
                        () -> assertThat(rolesOfActuator()).containsExactly(ActuatorTestEnvironment.ACTUATOR_ROLE));
    }

    private static List<String> rolesOfActuator() {
        return ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"))
                .queryForList(
                        "SELECT usename::text FROM pg_stat_activity WHERE application_name LIKE 'connwarden-actuator%'",
                        String.class);
    }

    /** Opens sessions of the role until the server refuses one. No pause, so that no other session takes a slot. */
    private void fill(String role) {
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !tryConnect(role));
    }

    private static Integer emergencyConnectionPid() {
        return ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"))
                .queryForObject(
                        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'connwarden-actuator%'",
                        Integer.class);
    }

    private boolean tryConnect(String role) {
        try {
            sessions.add(DriverManager.getConnection(target.jdbcUrlWithoutUser("postgres"), role, ""));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
            return false;
        }
    }
}
