package io.connwarden.testing;

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

/** A connection that reads the state of other sessions. */
final class BackendProbe implements AutoCloseable {
    private static final long POLL_INTERVAL_MILLIS = 20;

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
    void awaitWaiting(Collection<Backend> expected, Duration timeout) throws SQLException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (find(expected, "state = 'active' AND wait_event_type IN ('Timeout', 'Lock')")
                        .size()
                < expected.size()) {
            sleepUntilNextPoll(deadline, "some of " + expected.size() + " sessions neither sleep nor wait for a lock");
        }
    }

    void terminate(Collection<Backend> expected, Duration timeout) throws SQLException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Set<Backend> left = alive(expected);
        try (PreparedStatement signal =
                connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM unnest(?) AS pid")) {
            signal.setArray(1, connection.createArrayOf("int4", pids(left)));
            signal.execute();
        }
        while (!alive(expected).isEmpty()) {
            sleepUntilNextPoll(deadline, expected.size() + " sessions were terminated, and some have not ended");
        }
    }

    private static Integer[] pids(Collection<Backend> backends) {
        return backends.stream().map(Backend::pid).toArray(Integer[]::new);
    }

    private static void sleepUntilNextPoll(long deadline, String problem) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("Timed out: " + problem + ". See pg_stat_activity of the server.");
        }
        try {
            Thread.sleep(POLL_INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
