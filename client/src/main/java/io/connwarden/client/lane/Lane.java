package io.connwarden.client.lane;

import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;

/**
 * One pool with the gate in front of it. The gate has as many places as the pool has connections, so whoever is
 * through the gate waits for no other query.
 *
 * @param statementBackstop the server's own limit on each of this lane's statements
 */
record Lane(LaneName name, LaneLimiter limiter, ConnectionPool pool, Duration statementBackstop)
        implements AutoCloseable {

    /** Normal and low traffic: low priority is the guest. */
    static Lane standard(RouterSettings settings) {
        Duration backstop = settings.timeouts().queryTimeout();
        int size = settings.sizes().standard();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().lowPriority());
        return open(settings, LaneName.STANDARD, limiter, size, backstop);
    }

    /** High priority: normal traffic that fell back is the guest. */
    static Lane reserved(RouterSettings settings) {
        Duration query = settings.timeouts().queryTimeout();
        Duration transaction = settings.timeouts().transactionTimeout();
        int size = settings.sizes().reserved();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().fallback());
        Duration backstop = query.compareTo(transaction) > 0 ? query : transaction;
        return open(settings, LaneName.RESERVED, limiter, size, backstop);
    }

    private static Lane open(RouterSettings settings, LaneName name, LaneLimiter limiter, int size, Duration backstop) {
        ConnectionPool pool = new HikariLanePool(PoolConfig.of(settings, name, size, backstop));
        return new Lane(name, limiter, pool, backstop);
    }

    @Override
    public void close() {
        pool.close();
    }
}
