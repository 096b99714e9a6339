package io.connwarden.client.lane;

import io.connwarden.client.status.PoolCounts;
import java.sql.Connection;
import java.sql.SQLException;

/** The connection pool of a lane. Thread-safe. */
interface ConnectionPool extends AutoCloseable {

    /**
     * Acquires a connection in autocommit.
     *
     * @param maxMillis maximum wait in milliseconds, 1 or more
     * @throws SQLException if no connection is available in time; with the server's SQLSTATE if the server sent one
     */
    Connection acquire(long maxMillis) throws SQLException;

    /** Removes a connection from the pool, even if it is in use. The pool replaces it on demand. */
    void evict(Connection connection);

    /** Removes every idle connection, and those in use when they are returned. The pool replaces them on demand. */
    void evictAll();

    /** Announces the close. Connections in use may still be returned; none can be acquired. */
    void beginClose();

    /** Returns true once the close was announced. */
    boolean isClosing();

    PoolCounts counts();

    /** Closes every connection, including those in use. */
    @Override
    void close();
}
