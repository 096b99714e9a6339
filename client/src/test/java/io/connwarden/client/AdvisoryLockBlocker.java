package io.connwarden.client;

import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Holds a lock on the server that queries wait for, so that a test says when they end. */
final class AdvisoryLockBlocker implements AutoCloseable {
    private final Connection connection;
    private final int key;

    private AdvisoryLockBlocker(Connection connection, int key) {
        this.connection = connection;
        this.key = key;
    }

    static AdvisoryLockBlocker lock(int key) {
        try {
            Connection connection = DriverManager.getConnection(TestRouters.url());
            TestRouters.numberQuery("SELECT 1 FROM (SELECT pg_advisory_lock(" + key + ")) AS locked")
                    .run(connection);
            return new AdvisoryLockBlocker(connection, key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A query that ends when the roadblock is gone, and answers 7. */
    Query<Long> blockedQuery() {
        return TestRouters.numberQuery("SELECT 7 FROM (SELECT pg_advisory_xact_lock_shared(" + key + ")) AS waited");
    }

    /** How many sessions wait before it. */
    long waitingSessions() {
        return TestRouters.queryNumber(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + key);
    }

    /** Ends, from another session, every session that waits before it. */
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
