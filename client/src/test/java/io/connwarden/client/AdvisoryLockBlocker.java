package io.connwarden.client;

import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Holds an advisory lock on a server. Blocked queries wait for it until the test closes the blocker. */
final class AdvisoryLockBlocker implements AutoCloseable {
    private final Connection connection;
    private final int key;

    private AdvisoryLockBlocker(Connection connection, int key) {
        this.connection = connection;
        this.key = key;
    }

    /** Takes the lock on the shared server. */
    static AdvisoryLockBlocker lock(int key) {
        return lock(TestRouters.url(), key);
    }

    static AdvisoryLockBlocker lock(String url, int key) {
        try {
            Connection connection = DriverManager.getConnection(url);
            TestRouters.numberQuery("SELECT 1 FROM (SELECT pg_advisory_lock(" + key + ")) AS locked")
                    .run(connection);
            return new AdvisoryLockBlocker(connection, key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a query that waits for the lock and then returns 7. */
    Query<Long> blockedQuery() {
        return TestRouters.numberQuery("SELECT 7 FROM (SELECT pg_advisory_xact_lock_shared(" + key + ")) AS waited");
    }

    /** Returns the number of sessions that wait for the lock. */
    long waitingSessions() {
        try {
            return TestRouters.numberQuery(
                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = "
                                    + key)
                    .run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Terminates every session that waits for the lock. */
    void terminateWaitingSessions() {
        TestRouters.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                + " AND objid = " + key);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
