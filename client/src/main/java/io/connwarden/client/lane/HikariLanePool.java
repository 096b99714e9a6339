package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.connwarden.client.status.PoolCounts;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HikariCP, used through its pool rather than its data source: only the pool takes a limit per request. */
final class HikariLanePool implements ConnectionPool {
    private static final Logger log = LoggerFactory.getLogger(HikariLanePool.class);

    private final HikariPool pool;
    private final int maximum;
    private volatile boolean closing;

    HikariLanePool(HikariConfig config) {
        config.validate();
        this.pool = new HikariPool(config);
        this.maximum = config.getMaximumPoolSize();
    }

    @Override
    public Connection take(long millis) throws SQLException {
        return pool.getConnection(millis);
    }

    @Override
    public void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void closes() {
        closing = true;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public PoolCounts counts() {
        return new PoolCounts(
                pool.getTotalConnections(), pool.getActiveConnections(), pool.getIdleConnections(), maximum);
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException e) {
            log.warn("Interrupted while closing the connections of {}", pool);
            Thread.currentThread().interrupt();
        }
    }
}
