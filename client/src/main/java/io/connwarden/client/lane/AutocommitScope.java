package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The scope of a query in autocommit, without a transaction. */
final class AutocommitScope implements ExecutionScope {

    @Override
    public <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) throws SQLException {
        return query.run(lease.connection());
    }
}
