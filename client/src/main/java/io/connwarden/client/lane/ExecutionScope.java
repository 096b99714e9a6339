package io.connwarden.client.lane;

import io.connwarden.client.query.Query;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What surrounds the query on its connection, such as a transaction. */
interface ExecutionScope {

    /**
     * Runs the query on the loan's connection.
     *
     * @param query given the loan's connection as it is
     */
    <T extends @Nullable Object> T run(ConnectionLease lease, Query<T> query) throws SQLException;
}
