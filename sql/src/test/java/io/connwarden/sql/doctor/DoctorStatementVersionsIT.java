package io.connwarden.sql.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The statements of the doctor on every version, as a role without privileges. */
class DoctorStatementVersionsIT {
    private static final String STRANGER = "doctor stranger";
    private static final String HELPER = "doctor_helper";

    @ParameterizedTest
    @MethodSource("versions")
    void every_doctor_statement_runs_for_a_role_without_privileges(PostgresVersion version) throws SQLException {
        PostgresServer server = prepared(version);
        try (Connection connection = DriverManager.getConnection(asStranger(server))) {
            assertThat(number(connection, DoctorStatement.CURRENT_BACKEND, "server_port"))
                    .isEqualTo(server.port());
            long number = number(connection, DoctorStatement.IDENTITY, "version_number");
            assertThat(number).isBetween(130_000L, 189_999L);
            assertThat(text(connection, DoctorStatement.IDENTITY, "provider")).isEqualTo("PLAIN");
            assertThat(number(connection, DoctorStatement.OCCUPANCY, "max_connections"))
                    .isEqualTo(60);
            assertThat(number(connection, DoctorStatement.OCCUPANCY, "client_sessions"))
                    .isPositive();
            assertThat(number(connection, DoctorStatement.IDLE_LIMIT, "idle_limit_ms"))
                    .isZero();
            assertThat(timeouts(connection)).hasSize(number < 140_000 ? 6 : number < 170_000 ? 8 : 9);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void granted_privileges_and_privileges_in_force_are_distinguished(PostgresVersion version) throws SQLException {
        PostgresServer server = prepared(version);
        try (Connection connection = DriverManager.getConnection(asStranger(server))) {
            assertThat(privileges(connection, "postgres")).containsOnly(true);
            assertThat(privileges(connection, STRANGER)).containsOnly(false);
            // NOINHERIT: granted but not in force.
            assertThat(privileges(connection, HELPER)).containsExactly(false, false, true, false, true);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void any_role_can_read_the_session_counts_per_role(PostgresVersion version) throws SQLException {
        PostgresServer server = prepared(version);
        try (Connection other = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Connection connection = DriverManager.getConnection(asStranger(server))) {
            assertThat(other.isValid(5)).isTrue();
            List<String> roles = SqlStatements.query(
                    connection,
                    DoctorStatement.SESSIONS_BY_ROLE.sql(),
                    on -> on.setString(1, STRANGER),
                    row -> row.getString("name") + " " + row.getBoolean("superuser") + " "
                            + row.getBoolean("has_privileges"));
            assertThat(roles).contains("postgres true false", STRANGER + " false true");
        }
    }

    static Stream<PostgresVersion> versions() {
        return VersionedServers.versions().stream();
    }

    private static List<String> timeouts(Connection connection) throws SQLException {
        return SqlStatements.query(
                connection,
                DoctorStatement.TIMEOUTS.sql(),
                row -> row.getString("name") + "=" + row.getLong("value") + row.getString("unit"));
    }

    private static List<Boolean> privileges(Connection connection, String role) throws SQLException {
        return SqlStatements.query(
                        connection,
                        DoctorStatement.ROLE_PRIVILEGES.sql(),
                        on -> on.setString(1, role),
                        row -> List.of(
                                row.getBoolean("superuser"),
                                row.getBoolean("reads_all"),
                                row.getBoolean("granted_reads_all"),
                                row.getBoolean("signals"),
                                row.getBoolean("granted_signals")))
                .get(0);
    }

    private static long number(Connection connection, DoctorStatement statement, String column) throws SQLException {
        return SqlStatements.query(connection, statement.sql(), row -> row.getLong(column))
                .get(0);
    }

    private static String text(Connection connection, DoctorStatement statement, String column) throws SQLException {
        return SqlStatements.query(connection, statement.sql(), row -> row.getString(column))
                .get(0);
    }

    private static String asStranger(PostgresServer server) {
        return server.jdbcUrlWithoutUser("postgres") + "?user=" + STRANGER.replace(" ", "%20");
    }

    private static PostgresServer prepared(PostgresVersion version) throws SQLException {
        PostgresServer server = VersionedServers.of(version);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            for (String role : List.of('"' + STRANGER + '"', HELPER + " NOINHERIT")) {
                statement.execute("DO $$ BEGIN CREATE ROLE " + role.replace(" NO", " LOGIN NO")
                        + "; EXCEPTION WHEN duplicate_object THEN END $$");
            }
            statement.execute("ALTER ROLE \"" + STRANGER + "\" LOGIN");
            statement.execute("GRANT pg_monitor, pg_signal_backend TO " + HELPER);
        }
        return server;
    }
}
