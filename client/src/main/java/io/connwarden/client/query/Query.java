package io.connwarden.client.query;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The work of a query on a connection.
 *
 * <p>A query may run more than once, because a read or a transaction is retried after a lost connection. Effects
 * outside the database therefore belong after the call.
 *
 * <p>The connection is leased for the duration of {@link #run}. Closing it has no effect. It must not be stored or
 * passed to another thread. Inside a transaction, a commit or a rollback by a library ends it early.
 *
 * <p>A write must use this connection and the statements created from it. The router does not see writes through other
 * objects, such as the statement of a result set, and its retry decision ignores them.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface Query<T extends @Nullable Object> {

    /**
     * Runs the query.
     *
     * @param connection an open connection, in autocommit mode except inside a transaction
     * @return the result, returned to the caller unchanged
     * @throws SQLException the exception of the driver; its SQLSTATE decides about a retry
     */
    T run(Connection connection) throws SQLException;
}
