package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.connwarden.client.status.PoolCounts;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A HikariCP pool. It uses {@code HikariPool} directly, because the data source has no wait limit per request. */
final class HikariLanePool implements ConnectionPool {
    private static final Logger LOG = LoggerFactory.getLogger(HikariLanePool.class);

    private final HikariPool pool;
    private final int maxConnections;
    private volatile boolean closing;

    HikariLanePool(HikariConfig config) {
        config.validate();
        this.pool = new HikariPool(config);
        this.maxConnections = config.getMaximumPoolSize();
    }

    @Override
    public Connection acquire(long maxMillis) throws SQLException {
        return pool.getConnection(maxMillis);
    }

    @Override
    public void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void evictAll() {
        pool.softEvictConnections();
    }

    @Override
    public void beginClose() {
        closing = true;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public PoolCounts counts() {
        return new PoolCounts(
                pool.getTotalConnections(), pool.getActiveConnections(), pool.getIdleConnections(), maxConnections);
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException e) {
            LOG.warn(
                    "Interrupted while closing pool {}; some of its connections may stay open until they time out",
                    pool);
            Thread.currentThread().interrupt();
        }
    }
}
