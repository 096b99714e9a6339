package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** A server with one session of each of the two roles of Connwarden, and no other session at the start of a test. */
final class WatchedServer implements AutoCloseable {
    static final String APPLICATION_NAME = "connwarden-test";
    static final String NAME = "orders-db";
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    final PostgresServer server;
    final String url;
    final HeldSession monitorSession;
    final HeldSession actuatorSession;
    final TargetQueries queries;
    final SignalSender sender;

    WatchedServer(PostgresServer server) {
        this.server = Roles.createOn(server);
        this.url = server.jdbcUrl("postgres");
        awaitNoOtherClients();
        this.monitorSession = open(Roles.MONITOR);
        this.actuatorSession = open(Roles.ACTUATOR);
        this.queries = new TargetQueries(monitorSession);
        this.sender = new SignalSender(actuatorSession);
        // Both sessions are connected and idle, so that counts are exact.
        queries.backendCount();
        new TargetQueries(actuatorSession).backendCount();
    }

    HeldSession open(String role) {
        return TargetConnections.open(settings(role), APPLICATION_NAME);
    }

    TargetSettings settings(String role) {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), role, null);
    }

    /** Returns thresholds with one age for all states. */
    static Thresholds allThresholds(Duration age) {
        return Thresholds.builder()
                .zombie(age)
                .longIdle(age)
                .longRunning(age)
                .stuckTransaction(age)
                .preparedTransaction(age)
                .build();
    }

    /** Observes the server when it has exactly the given number of sessions. */
    Observation observeAll(int total, Thresholds thresholds, int topApplications) {
        return awaitSoon()
                .until(
                        () -> queries.observe(NAME, thresholds, topApplications),
                        observation -> observation.counts().totalConnections() == total);
    }

    /** Returns the only session of an application. */
    SessionRow sessionOf(String application) {
        List<SessionRow> rows = queries.sessions().stream()
                .filter(row -> application.equals(row.application()))
                .toList();
        assertThat(rows).as("sessions of " + application).hasSize(1);
        return rows.get(0);
    }

    /** Returns the last state change of the sessions of an application. */
    Instant latestStateChange(String application) {
        return queries.sessions().stream()
                .filter(row -> application.equals(row.application()))
                .map(SessionRow::stateChange)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Waits with a short poll interval, because most conditions hold almost at once. */
    private static ConditionFactory awaitSoon() {
        return await().atMost(MAX_WAIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    /** Signals one session. */
    static SignalAnswer signal(
            SignalSender sender, SignalKind kind, SessionId id, String state, Instant stateChange, Instant until) {
        return sender.signal(kind, List.of(new ExpectedSession(id, state, stateChange)), until)
                .get(0);
    }

    void awaitGone(SessionId session) {
        awaitSoon().until(() -> queries.existing(List.of(session)).isEmpty());
    }

    static List<SessionId> ids(TestSessions sessions) {
        return sessions.backends().stream()
                .map(backend -> new SessionId(backend.pid(), backend.backendStart()))
                .toList();
    }

    static void run(TestSessions sessions, int index, String... statements) throws SQLException {
        try (Statement statement = sessions.connections().get(index).createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the server process of a type. */
    SessionId backendOfType(String type) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pid, backend_start FROM pg_stat_activity WHERE backend_type = '" + type + "'")) {
            row.next();
            return SessionReader.id(row);
        }
    }

    private void awaitNoOtherClients() {
        try (Connection connection = DriverManager.getConnection(url)) {
            awaitSoon().until(() -> clientCount(connection) == 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int clientCount(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() {
        monitorSession.close();
        actuatorSession.close();
    }
}
