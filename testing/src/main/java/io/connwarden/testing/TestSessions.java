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
import org.jspecify.annotations.Nullable;

/**
 * A number of real sessions on a server, as an application would hold them. Opening returns when each is in the state
 * asked for; closing ends them all, whatever has become of them, and returns when the server has let them go. Not
 * thread-safe.
 */
public final class TestSessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String jdbcUrl;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Backend> backends = new ArrayList<>();

    private TestSessions(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Sessions that have done one query and now sit {@code idle}. */
    public static TestSessions idle(String jdbcUrl, int count, @Nullable String application) {
        return open(jdbcUrl, count, application, null);
    }

    /** As {@link #idle(String, int, String)}, logged in as {@code user} instead of the URL's. */
    public static TestSessions idle(String jdbcUrl, int count, @Nullable String application, String user) {
        return open(jdbcUrl, count, application, user);
    }

    /** Sessions that have begun a transaction, asked one thing, and left it open. */
    public static TestSessions idleInTransaction(String jdbcUrl, int count, @Nullable String application) {
        return inTransaction(jdbcUrl, count, application, "SELECT 1");
    }

    /** As {@link #idleInTransaction}, having run a statement of your own, such as one that takes a lock. */
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
            throw new IllegalStateException("could not run: " + statement, e);
        }
        return sessions;
    }

    /** Sessions that run one long statement. */
    public static TestSessions active(String jdbcUrl, int count, @Nullable String application) {
        return running(jdbcUrl, count, application, "SELECT pg_sleep(600)");
    }

    /**
     * Sessions that run a statement of your own which sleeps or waits for a lock, each in a thread of its own; that it
     * fails one day is no error.
     */
    public static TestSessions running(String jdbcUrl, int count, @Nullable String application, String statement) {
        TestSessions sessions = open(jdbcUrl, count, application, null);
        sessions.connections.forEach(connection -> executeInBackground(connection, statement));
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            probe.awaitWaiting(sessions.backends, TIMEOUT);
        } catch (SQLException | IllegalStateException e) {
            sessions.close();
            throw new IllegalStateException("not every session runs: " + statement, e);
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
        // Empty, not absent: the driver would send a name of its own.
        properties.setProperty("ApplicationName", application == null ? "" : application);
        // The driver prefers the user of the URL to one among the properties.
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
                        // Cancelled or terminated, which is what such a session is for.
                    }
                },
                "session-crowd");
        thread.setDaemon(true);
        thread.start();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many were opened. */
    public int size() {
        return backends.size();
    }

    /** The sessions that were opened, in the order of their opening. */
    public List<Backend> backends() {
        return List.copyOf(backends);
    }

    /** The connections behind them, to do with as the test pleases. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    /** Those of them the server still has, asked without touching them. */
    public Set<Backend> alive() {
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            return probe.alive(backends);
        } catch (SQLException e) {
            throw new IllegalStateException("the server could not be asked who is still there", e);
        }
    }

    /** Ends them all; also when the server has been stopped meanwhile. */
    @Override
    public void close() {
        try (BackendProbe probe = BackendProbe.connect(jdbcUrl)) {
            probe.terminate(backends, TIMEOUT);
        } catch (SQLException e) {
            // The server is gone, and its sessions with it.
        }
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Ended already.
            }
        }
    }
}
