package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.query.QueryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The raised {@code statement_timeout} of a session, for a call with a timeout above the default of its lane. The value
 * is set before a transaction begins, so that the query can still set the isolation level.
 */
final class RaisedTimeout {
    private RaisedTimeout() {}

    /** Returns the value for the call of a lease, or null if the default of the lane is high enough. */
    static @Nullable Duration of(ConnectionLease lease) {
        Duration usual = lease.statementBackstop();
        Call call = lease.call();
        if (usual == null || (call.deadline().isUnlimited() && !call.hasOwnTimeout())) {
            return null;
        }
        Duration timeout = call.deadline().timeout();
        if (timeout.compareTo(usual) <= 0) {
            return null;
        }
        // The default timeout of a batch is long because of its wait in the queue, not because of its statement.
        boolean isMostlyQueueTime = call.type() == QueryType.BATCH && !call.hasOwnTimeout();
        return isMostlyQueueTime ? null : timeout;
    }

    static void set(ConnectionLease lease, Duration raised) throws SQLException {
        StatementTimeout.setForSession(lease.connection(), raised);
    }

    /** Restores the default of the lane. The connection is closed instead of returned if that fails. */
    static void restore(ConnectionLease lease) {
        Duration usual = lease.statementBackstop();
        try {
            endTransaction(lease.connection());
            if (usual != null) {
                StatementTimeout.setForSession(lease.connection(), usual);
            }
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
