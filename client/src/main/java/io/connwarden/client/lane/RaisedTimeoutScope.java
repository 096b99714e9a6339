package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The scope with a raised {@code statement_timeout}, for a call with a timeout above the default of its lane. The value
 * is set before a transaction begins, so that the query can still set the isolation level.
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
            // The raised value must not remain on the connection. The result of the query is kept.
            lease.taint();
        }
    }

    /**
     * Ends a transaction first, because a value set inside it would be rolled back. The commit has been sent by now.
     */
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
