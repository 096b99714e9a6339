package io.connwarden.client.lane;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.jdbc.LeasedConnection;
import io.connwarden.client.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction around a query. Commits when the query returns, and rolls back when the query throws. A commit or a
 * rollback by a library inside the query ends the transaction early; a statement after it begins another one.
 */
final class RouterTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(RouterTransaction.class);

    private final ConnectionLease lease;
    private final NanoClock clock;

    RouterTransaction(ConnectionLease lease, NanoClock clock) {
        this.lease = lease;
        this.clock = clock;
    }

    <T extends @Nullable Object> T run(Query<T> query) throws SQLException {
        Connection pooled = lease.connection();
        pooled.setAutoCommit(false);
        LeasedConnection connection =
                LeasedConnection.inTransaction(pooled, new LeaseControl(lease, clock, () -> {}), lease.tracker());
        try {
            T answer = query.run(connection);
            if (connection.isDirty()) {
                connection.commit();
            }
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            throw e;
        } finally {
            connection.reportLoss();
        }
    }

    private void rollBack() {
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
