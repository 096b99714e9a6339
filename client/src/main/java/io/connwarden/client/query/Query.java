package io.connwarden.client.query;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a connection.
 *
 * <p>It runs on one thread, but possibly more than once: a read or a transaction is begun again after a lost
 * connection, so effects outside the database belong after the call. The connection is lent for the length of
 * {@link #run} only: closing it does nothing, and it is not to be kept or handed to another thread. Within a
 * transaction it can be neither committed nor rolled back. A write should reach the server through this connection and
 * the statements it makes; what is done behind them, such as through a result set's statement, is not accounted for
 * when the router judges whether to try again.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface Query<T extends @Nullable Object> {

    /**
     * Asks the database.
     *
     * @param connection open, in autocommit except within a transaction
     * @return the answer, handed to the caller as it is
     * @throws SQLException as JDBC threw it; the router decides by its SQLSTATE whether to try again
     */
    T run(Connection connection) throws SQLException;
}
