package io.connwarden.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** A connection that reads the state of other sessions. */
final class BackendProbe implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final Connection connection;

    private BackendProbe(Connection connection) {
        this.connection = connection;
    }

    static BackendProbe connect(String jdbcUrl) throws SQLException {
        return new BackendProbe(DriverManager.getConnection(jdbcUrl));
    }

    static Backend backendOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pid, backend_start FROM pg_stat_get_activity(pg_backend_pid())")) {
            row.next();
            return read(row);
        }
    }

    private static Backend read(ResultSet row) throws SQLException {
        return new Backend(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }

    Set<Backend> alive(Collection<Backend> expected) throws SQLException {
        return find(expected, "true");
    }

    private Set<Backend> find(Collection<Backend> expected, String condition) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = ANY (?) AND " + condition)) {
            query.setArray(1, connection.createArrayOf("int4", pids(expected)));
            Set<Backend> found = new LinkedHashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows));
                }
            }
            found.retainAll(expected);
            return found;
        }
    }

    /**
     * Waits until each session sleeps or waits for a lock in its statement. An active session may still be parsing, and
     * its state changes again before it runs.
     */
    void awaitWaiting(Collection<Backend> expected, Duration timeout) {
        awaitUntil(
                expected.size() + " sessions sleep or wait for a lock, see pg_stat_activity of the server",
                timeout,
                () -> find(expected, "state = 'active' AND wait_event_type IN ('Timeout', 'Lock')")
                                .size()
                        >= expected.size());
    }

    void terminate(Collection<Backend> expected, Duration timeout) throws SQLException {
        Set<Backend> left = alive(expected);
        try (PreparedStatement signal =
                connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM unnest(?) AS pid")) {
            signal.setArray(1, connection.createArrayOf("int4", pids(left)));
            signal.execute();
        }
        awaitUntil(
                expected.size() + " terminated sessions have ended",
                timeout,
                () -> alive(expected).isEmpty());
    }

    private static Integer[] pids(Collection<Backend> backends) {
        return backends.stream().map(Backend::pid).toArray(Integer[]::new);
    }

    /** Polls on the calling thread, because a connection is used by one thread at a time. */
    private static void awaitUntil(String condition, Duration timeout, Callable<Boolean> holds) {
        await(condition)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(timeout)
                .until(holds);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
