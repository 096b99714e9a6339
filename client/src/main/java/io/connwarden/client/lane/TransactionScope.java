package io.connwarden.client.lane;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scope of a query in a transaction. Commits when the query returns, and rolls back when the query throws. */
final class TransactionScope implements ExecutionScope {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionScope.class);

    private final NanoClock clock;

    TransactionScope(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) throws SQLException {
        Connection connection = lease.connection();
        connection.setAutoCommit(false);
        try {
            T answer = query.run(connection);
            throwIfLate(lease);
            lease.markCommitting();
            connection.commit();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(lease);
            throw e;
        }
    }

    private void throwIfLate(ConnectionLease lease) throws SQLException {
        if (lease.call().deadline().isExpired(clock.nanos())) {
            lease.setCancelReason(CancelReason.DEADLINE);
            throw new SQLException(
                    "Transaction '" + lease.call().name() + "' was rolled back: its deadline expired before the commit",
                    "57014");
        }
    }

    private static void rollBack(ConnectionLease lease) {
        try {
            lease.connection().rollback();
        } catch (SQLException e) {
            lease.taint();
            LOG.debug(
                    "Could not roll back transaction '{}'; closing its connection instead",
                    lease.call().name(),
                    e);
        }
    }
}
