package io.connwarden.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an application on a server. A factory method returns when each session is in the requested state.
 * {@link #close} terminates the sessions in any state and waits until the server has removed them. Not thread-safe.
 */
public final class TestSessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final String jdbcUrl;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Backend> backends = new ArrayList<>();

    private TestSessions(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Opens sessions that have run one query and are {@code idle}. */
    public static TestSessions idle(String jdbcUrl, int count, @Nullable String application) {
        return open(jdbcUrl, count, application, null);
    }

    /** Opens idle sessions of {@code user} instead of the user in the URL. */
    public static TestSessions idle(String jdbcUrl, int count, @Nullable String application, String user) {
        return open(jdbcUrl, count, application, user);
    }

    /** Opens sessions that have begun a transaction, run one query, and left it open. */
    public static TestSessions idleInTransaction(String jdbcUrl, int count, @Nullable String application) {
        return inTransaction(jdbcUrl, count, application, "SELECT 1");
    }

    /** Opens sessions that have run a given statement in an open transaction, such as one that takes a lock. */
    public static TestSessions inTransaction(
            String jdbcUrl, int count, @Nullable String application, String statement) {
        TestSessions sessions = open(jdbcUrl, count, application, null);
        try {
            for (Connection connection : sessions.connections) {
                connection.setAutoCommit(false);
                execute(connection, statement);
            }
        } catch (SQLException e) {
            sessions.close();
            throw new IllegalStateException("cannot run: " + statement, e);
        }
        return sessions;
    }

    /** Opens sessions that run one long statement. */
    public static TestSessions active(String jdbcUrl, int count, @Nullable String application) {
        return running(jdbcUrl, count, application, "SELECT pg_sleep(600)");
    }

    /**
     * Opens sessions that run a statement that sleeps or waits for a lock, each on its own thread. A later failure of
     * the statement is expected.
     */
    public static TestSessions running(String jdbcUrl, int count, @Nullable String application, String statement) {
        TestSessions sessions = open(jdbcUrl, count, application, null);
        sessions.connections.forEach(connection -> executeInBackground(connection, statement));
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            probe.awaitWaiting(sessions.backends, TIMEOUT);
        } catch (SQLException | ConditionTimeoutException e) {
            sessions.close();
            throw new IllegalStateException("some sessions do not run: " + statement, e);
        }
        return sessions;
    }

    private static TestSessions open(String jdbcUrl, int count, @Nullable String application, @Nullable String user) {
        TestSessions sessions = new TestSessions(jdbcUrl);
        try {
            for (int i = 0; i < count; i++) {
                sessions.openSession(application, user);
            }
            return sessions;
        } catch (SQLException e) {
            int opened = sessions.size();
            sessions.close();
            throw new IllegalStateException("only %d of %d sessions could be opened".formatted(opened, count), e);
        }
    }

    private void openSession(@Nullable String application, @Nullable String user) throws SQLException {
        Properties properties = new Properties();
        // An absent name would be replaced by that of the driver.
        properties.setProperty("ApplicationName", application == null ? "" : application);
        // The user in the URL takes precedence over that of the properties.
        String url = user == null ? jdbcUrl : jdbcUrl.replaceFirst("user=[^&]*", "user=" + user);
        Connection connection = DriverManager.getConnection(url, properties);
        connections.add(connection);
        backends.add(BackendProbe.backendOf(connection));
    }

    private static void executeInBackground(Connection connection, String statement) {
        Thread thread = new Thread(
                () -> {
                    try {
                        execute(connection, statement);
                    } catch (SQLException e) {
                        // The test cancelled or terminated the session.
                    }
                },
                "test-session");
        thread.setDaemon(true);
        thread.start();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the number of opened sessions. */
    public int size() {
        return backends.size();
    }

    /** Returns the opened sessions in their order. */
    public List<Backend> backends() {
        return List.copyOf(backends);
    }

    /** Returns the connections of the sessions. A test may use them in any way. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Returns the sessions that still exist on the server, without using them. */
    public Set<Backend> alive() {
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            return probe.alive(backends);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the sessions of the server", e);
        }
    }

    /** Terminates all sessions. Does nothing if the server is stopped. */
    @Override
    public void close() {
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            probe.terminate(backends, TIMEOUT);
        } catch (SQLException e) {
            // The server is stopped and has no sessions.
        }
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The session has ended.
            }
        }
    }
}
