package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** The settings of a role or a database do not change the result of a statement of the services. */
class ForeignSettingsVersionsIT {
    /** The database of the other sessions, which the settings of the test do not affect. */
    private static final String OTHER_DATABASE = "template1";

    private PostgresServer server;

    @AfterEach
    void resetSettings() {
        execute("ALTER ROLE " + Roles.ACTUATOR + " RESET ALL", "ALTER DATABASE postgres RESET ALL");
    }

    static Stream<String> settings() {
        return Stream.of(
                "role = " + Roles.UNPRIVILEGED,
                "search_path = public",
                "default_transaction_isolation = serializable",
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_deferrable = on",
                "standard_conforming_strings = off",
                "backslash_quote = off",
                "array_nulls = off",
                "exit_on_error = on",
                "client_min_messages = debug5",
                "client_min_messages = error",
                "statement_timeout = 1",
                "lock_timeout = 1",
                "idle_in_transaction_session_timeout = 1",
                "work_mem = '64kB'",
                "jit_above_cost = 0",
                "max_parallel_workers_per_gather = 8",
                "enable_hashjoin = off",
                "join_collapse_limit = 1",
                "DateStyle = 'SQL, DMY'",
                "IntervalStyle = iso_8601",
                "TimeZone = 'Asia/Kathmandu'",
                "bytea_output = escape",
                "extra_float_digits = -15",
                "row_security = off",
                "transform_null_equals = on",
                "quote_all_identifiers = on",
                "synchronous_commit = off",
                "lc_numeric = 'C'");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_of_a_role_changes_no_result(String setting) throws SQLException {
        start(newest());
        execute("ALTER ROLE " + Roles.ACTUATOR + " SET " + setting);
        assertEveryStatementWorks();
    }

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#oldestAndNewest")
    void the_settings_of_a_database_change_no_result(PostgresVersion version) throws SQLException {
        start(version);
        settings().forEach(setting -> execute("ALTER DATABASE postgres SET " + setting));
        assertEveryStatementWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction_timeout", "idle_session_timeout"})
    void a_timeout_of_a_role_that_ends_a_session_at_once_is_disabled(String timeout) throws SQLException {
        start(newest());
        execute("ALTER ROLE " + Roles.ACTUATOR + " SET " + timeout + " = 1");
        assertEveryStatementWorks();
    }

    private static PostgresVersion newest() {
        return VersionedServers.oldestAndNewest().get(1);
    }

    private void start(PostgresVersion version) {
        server = Roles.createOn(VersionedServers.of(version));
        execute("GRANT " + Roles.UNPRIVILEGED + " TO " + Roles.ACTUATOR);
    }

    private void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(OTHER_DATABASE));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(List.of(statements).toString(), e);
        }
    }

    private void assertEveryStatementWorks() throws SQLException {
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl(OTHER_DATABASE), 1, "listener");
                HeldSession session = open()) {
            WatchedServer.run(sessions, 0, "LISTEN c");
            TargetQueries queries = new TargetQueries(session);
            int pid = pid(session);
            SessionId listener = WatchedServer.ids(sessions).get(0);
            SessionRow row = queries.sample("t", Thresholds.defaults(), 10).sessions().stream()
                    .filter(each -> listener.equals(each.id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.listening()).isTrue();
            assertThat(row.state()).isEqualTo("idle");
            assertThat(queries.visibility()).isEqualTo(100);
            assertThat(queries.existing(List.of(listener))).containsExactly(listener);
            assertThat(queries.stillRunning(List.of(new RunningQuery(listener, null))))
                    .isEmpty();
            assertThat(WatchedServer.signal(
                            new SignalSender(session), SignalKind.TERMINATE, listener, "idle", null, null))
                    .isEqualTo(SignalAnswer.DENIED);
            assertThat(queries.backendCount()).isPositive();
            assertThat(pid(session)).as("the same session").isEqualTo(pid);
        }
    }

    private HeldSession open() {
        return TargetConnections.open(
                TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), Roles.ACTUATOR, null),
                WatchedServer.APPLICATION_NAME);
    }

    private static int pid(HeldSession session) throws SQLException {
        return session.call(connection -> connection.unwrap(PGConnection.class).getBackendPID());
    }
}
