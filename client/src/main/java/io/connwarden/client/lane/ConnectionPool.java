package io.connwarden.client.lane;

import io.connwarden.client.status.PoolCounts;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a lane's connections come from. Thread-safe. */
interface ConnectionPool extends AutoCloseable {

    /**
     * A connection, in autocommit.
     *
     * @param maxMillis at most this long, at least 1
     * @throws SQLException when there is none in time; its SQLSTATE is the server's, where the server gave one
     */
    Connection acquire(long maxMillis) throws SQLException;

    /** Takes a connection out of the pool for good, whoever uses it; a new one takes its place when needed. */
    void evict(Connection connection);

    /** Announces the close: connections in use are still given back, none is given out. */
    void beginClose();

    /** Whether its close has been announced. */
    boolean isClosing();

    PoolCounts counts();

    /** Closes every connection, those in use included. */
    @Override
    void close();
}
