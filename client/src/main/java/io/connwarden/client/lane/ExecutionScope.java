package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The scope in which a query runs on its connection, such as a transaction. */
interface ExecutionScope {

    /**
     * Runs the query on the leased connection.
     *
     * @param query receives the connection of the lease
     */
    <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) throws SQLException;
}
