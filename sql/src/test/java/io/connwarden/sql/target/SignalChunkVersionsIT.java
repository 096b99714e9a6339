package io.connwarden.sql.target;

import static io.connwarden.sql.target.WatchedServer.run;
import static io.connwarden.testing.TestSessions.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers of one statement that signals several sessions, on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class SignalChunkVersionsIT {
    private final PostgresVersion version;
    private WatchedServer watched;

    SignalChunkVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void open() {
        watched = new WatchedServer(VersionedServers.of(version));
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void each_session_of_a_statement_has_its_own_comparison_and_answer() throws SQLException {
        try (TestSessions victims = idle(watched.url, 2, "victim", Roles.APPLICATION);
                TestSessions waking = idle(watched.url, 1, "waking", Roles.APPLICATION);
                TestSessions superuser = idle(watched.url, 1, "dba")) {
            List<ExpectedSession> expected = new ArrayList<>(expected("victim"));
            expected.addAll(1, expected("dba"));
            expected.addAll(2, expected("waking"));
            expected.add(3, new ExpectedSession(watched.backendOfType("checkpointer"), null, null));
            expected.add(4, new ExpectedSession(new SessionId(1, Instant.EPOCH), null, null));
            run(waking, 0, "SELECT 1");
            assertThat(watched.sender.signal(SignalKind.TERMINATE, expected, null))
                    .containsExactly(
                            SignalAnswer.SIGNALLED,
                            SignalAnswer.DENIED,
                            SignalAnswer.CHANGED,
                            SignalAnswer.PROTECTED,
                            SignalAnswer.GONE,
                            SignalAnswer.SIGNALLED);
            WatchedServer.ids(victims).forEach(watched::awaitGone);
            assertThat(waking.alive()).hasSize(1);
            assertThat(superuser.alive()).hasSize(1);
        }
    }

    @Test
    void without_pg_signal_backend_a_statement_signals_the_sessions_of_its_own_role_only() {
        try (TestSessions foreign = idle(watched.url, 1, "foreign", Roles.APPLICATION);
                TestSessions own = idle(watched.url, 1, "own", Roles.MONITOR)) {
            List<ExpectedSession> expected = new ArrayList<>(expected("foreign"));
            expected.addAll(expected("own"));
            assertThat(new SignalSender(watched.monitorSession).signal(SignalKind.TERMINATE, expected, null))
                    .containsExactly(SignalAnswer.NOT_GRANTED, SignalAnswer.SIGNALLED);
            watched.awaitGone(WatchedServer.ids(own).get(0));
            assertThat(foreign.alive()).hasSize(1);
        }
    }

    @Test
    void the_answers_have_the_order_of_the_sessions() {
        try (TestSessions sessions = idle(watched.url, 10, "ordered", Roles.APPLICATION)) {
            List<ExpectedSession> expected = new ArrayList<>();
            List<SignalAnswer> answers = new ArrayList<>();
            List<SessionId> ids = new ArrayList<>(WatchedServer.ids(sessions));
            Collections.reverse(ids);
            for (SessionId id : ids) {
                expected.add(new ExpectedSession(id, null, null));
                answers.add(SignalAnswer.SIGNALLED);
                expected.add(new ExpectedSession(new SessionId(id.pid(), Instant.EPOCH), null, null));
                answers.add(SignalAnswer.GONE);
            }
            assertThat(watched.sender.signal(SignalKind.CANCEL, expected, null)).isEqualTo(answers);
        }
    }

    @Test
    void a_statement_that_arrives_after_its_time_limit_signals_none_of_its_sessions() {
        try (TestSessions sessions = idle(watched.url, 3, "late", Roles.APPLICATION)) {
            assertThat(watched.sender.signal(SignalKind.TERMINATE, expected("late"), Instant.EPOCH))
                    .containsExactly(SignalAnswer.LATE, SignalAnswer.LATE, SignalAnswer.LATE);
            assertThat(sessions.alive()).hasSize(3);
        }
    }

    @Test
    void a_signal_that_is_denied_in_the_middle_of_a_statement_leaves_its_completion_unknown() throws SQLException {
        try (TestSessions sessions = idle(watched.url, 2, "before", Roles.APPLICATION);
                TestSessions risen = idle(watched.url, 1, "risen", Roles.RESERVE);
                Connection connection = actuatorInTransaction()) {
            List<ExpectedSession> expected = new ArrayList<>(expected("before"));
            expected.addAll(1, expected("risen"));
            raise();
            assertThatThrownBy(() -> SignalSender.signal(connection, SignalKind.TERMINATE, expected, null))
                    .isInstanceOfSatisfying(SQLException.class, failure -> {
                        assertThat(failure.getSQLState()).isEqualTo("40003");
                        assertThat(ConnectFailure.of(failure).isPermanent()).isFalse();
                    });
            watched.awaitGone(expected.get(0).id());
            assertThat(risen.alive()).hasSize(1);
            assertThat(sessions.alive())
                    .as("sessions before and after the denied one")
                    .hasSize(1);
        } finally {
            Roles.execute(watched.server, "ALTER ROLE " + Roles.RESERVE + " NOSUPERUSER");
        }
    }

    @Test
    void a_denied_signal_to_a_single_session_is_answered() throws SQLException {
        try (TestSessions risen = idle(watched.url, 1, "risen", Roles.RESERVE);
                Connection connection = actuatorInTransaction()) {
            List<ExpectedSession> expected = expected("risen");
            raise();
            assertThat(SignalSender.signal(connection, SignalKind.TERMINATE, expected, null))
                    .containsExactly(SignalAnswer.DENIED);
            assertThat(risen.alive()).hasSize(1);
        } finally {
            Roles.execute(watched.server, "ALTER ROLE " + Roles.RESERVE + " NOSUPERUSER");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATE_SESSIONS", "CANCEL_SESSIONS"})
    void no_sort_comes_between_the_comparisons_and_the_signals(TargetStatement statement) throws SQLException {
        try (Connection connection = actuator();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + statement.sql())) {
            explain.setObject(1, null);
            explain.setArray(2, connection.createArrayOf("int4", new Object[] {1, 2}));
            for (int position = 3; position <= 5; position++) {
                explain.setArray(position, connection.createArrayOf("text", new Object[] {null, null}));
            }
            List<String> plan = new ArrayList<>();
            try (var lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
            assertThat(plan)
                    .anyMatch(line -> line.contains("Nested Loop"))
                    .noneMatch(line -> line.contains("Sort") || line.contains("Materialize"));
        }
    }

    /** Returns the sessions of an application as they are now, in the order of their start. */
    private List<ExpectedSession> expected(String application) {
        return watched.queries.sessions().stream()
                .filter(row -> application.equals(row.application()))
                .sorted(Comparator.comparing(SessionRow::backendStart))
                .map(row -> new ExpectedSession(row.id(), row.state(), row.stateChange()))
                .toList();
    }

    private Connection actuator() throws SQLException {
        return DriverManager.getConnection(watched.server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.ACTUATOR);
    }

    /** Opens a transaction that sees the roles as they are now until its end. */
    private Connection actuatorInTransaction() throws SQLException {
        Connection connection = actuator();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        SqlStatements.query(connection, "SELECT oid FROM pg_roles", row -> row.getInt("oid"));
        return connection;
    }

    /** Makes a role a superuser. A transaction that is open sees the change only when its signal is denied. */
    private void raise() {
        Roles.execute(watched.server, "ALTER ROLE " + Roles.RESERVE + " SUPERUSER");
    }
}
