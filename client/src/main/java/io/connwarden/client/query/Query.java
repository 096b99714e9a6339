package io.connwarden.client.query;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a connection.
 *
 * <p>It runs on one thread, but possibly more than once: a read or a transaction is begun again after a lost
 * connection, so effects outside the database belong after the call. The connection is lent for the length of
 * {@link #run} only; it is not to be closed, committed, kept or handed to another thread.
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
