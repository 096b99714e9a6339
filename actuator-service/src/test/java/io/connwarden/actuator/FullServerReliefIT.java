package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.TARGET;
import static io.connwarden.actuator.Surroundings.command;
import static io.connwarden.actuator.Surroundings.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
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

/** A server on which nobody gets a connection any more (53300) is relieved all the same. */
class FullServerReliefIT {
    private static final String RESCUER = "rescuer";
    private static final String SUPERUSER = "postgres";

    private static PostgresServer target;
    private static Surroundings around;
    private static ConfigurableApplicationContext actuator;
    private final List<Connection> crowd = new ArrayList<>();

    @BeforeAll
    static void start() {
        target = PostgresServer.start(
                PostgresServerOptions.standard().maxConnections(20).with("reserved_connections", "2"));
        Surroundings.createRoles(target);
        Surroundings.jdbc(target.jdbcUrl("postgres"))
                .execute("CREATE ROLE " + RESCUER
                        + " LOGIN IN ROLE pg_monitor, pg_signal_backend, pg_use_reserved_connections");
        around = new Surroundings();
        actuator = around.actuator(
                "connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres"),
                "connwarden.targets[0].reserve-user=" + RESCUER);
        around.ask(new Request.Monitor());
    }

    @AfterEach
    void leave() throws SQLException {
        for (Connection connection : crowd) {
            connection.close();
        }
        awaitGone();
    }

    /** Until nobody but the lane is there: the next test counts on every slot. */
    private static void awaitGone() {
        JdbcTemplate superuser = Surroundings.jdbc(target.jdbcUrl("postgres"));
        await().atMost(Duration.ofSeconds(20))
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
        around.close();
        target.close();
    }

    @Test
    void a_server_that_is_full_for_everyone_is_relieved_through_the_session_that_is_always_open() {
        Integer lane = laneProcess();
        for (String role : List.of(Surroundings.APP, RESCUER, SUPERUSER)) {
            fill(role);
        }
        Event<Health> event = Healths.of(Status.CRITICAL, now());
        around.send(around.topics.health(), event);
        Result result = around.results
                .awaitOne(answer -> event.id().id().equals(answer.causeEventId()))
                .data();
        assertThat(result.decision().rule()).isEqualTo("R1");
        assertThat(result.before().slotUtilizationPercentage()).isGreaterThan(95);
        assertThat(result.terminatedCount()).isPositive();
        assertThat(admitted(Surroundings.APP))
                .as("an application gets in again")
                .isTrue();
        assertThat(laneProcess()).as("the session that was open before").isEqualTo(lane);
    }

    @Test
    void a_lane_that_breaks_while_the_server_is_full_comes_back_through_the_reserve() {
        fill(Surroundings.APP);
        JdbcTemplate superuser = Surroundings.jdbc(target.jdbcUrl("postgres"));
        superuser.queryForList("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename IN ('"
                + Surroundings.GUARD + "', '" + RESCUER + "')");
        fill(Surroundings.APP);
        String id = around.send(command(TARGET, new Request.Emergency(), false));
        assertThat(around.answer(id).terminatedCount()).isPositive();
        assertThat(superuser.queryForList(
                        "SELECT usename::text FROM pg_stat_activity WHERE application_name LIKE 'connwarden-actuator%'",
                        String.class))
                .containsExactly(RESCUER);
    }

    /** Opens sessions of the role until it gets in no more; at once, so that nobody else takes the slots. */
    private void fill(String role) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !admitted(role));
    }

    private static Integer laneProcess() {
        return Surroundings.jdbc(target.jdbcUrl("postgres"))
                .queryForObject(
                        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'connwarden-actuator%'",
                        Integer.class);
    }

    private boolean admitted(String role) {
        try {
            crowd.add(DriverManager.getConnection(target.jdbcUrlWithoutUser("postgres"), role, ""));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
            return false;
        }
    }
}
