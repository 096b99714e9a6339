package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Raises the server's own statement limit for one call that was promised more time than its lane's. It is set before a
 * transaction begins, so that the query may still choose the transaction's isolation.
 */
final class RaisedTimeoutScope implements ExecutionScope {
    private final ExecutionScope inner;
    private final Duration raised;
    private final Duration usual;

    RaisedTimeoutScope(ExecutionScope inner, Duration raised, Duration usual) {
        this.inner = inner;
        this.raised = raised;
        this.usual = usual;
    }

    @Override
    public <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) throws SQLException {
        StatementTimeout.setForSession(lease.connection(), raised);
        try {
            return inner.run(lease, query);
        } finally {
            restoreTimeout(lease);
        }
    }

    private void restoreTimeout(ConnectionLease lease) {
        try {
            endTransaction(lease.connection());
            StatementTimeout.setForSession(lease.connection(), usual);
        } catch (SQLException e) {
            // Nobody else shall inherit the long limit; the query's own outcome is what the caller wants to know.
            lease.taint();
        }
    }

    /** What is set within a transaction is undone with it. What was to be committed has been by now. */
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
