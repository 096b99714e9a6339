package io.connwarden.client.lane;

import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;

/**
 * A pool and its limiter. The limiter has one permit per connection. A call with a permit therefore finds a connection
 * that no other query uses.
 *
 * @param name the name of the lane
 * @param limiter grants the permits
 * @param pool provides the connections
 * @param statementBackstop the {@code statement_timeout} of the lane's sessions
 */
record Lane(LaneName name, LaneLimiter limiter, ConnectionPool pool, Duration statementBackstop)
        implements AutoCloseable {

    /** Opens the lane for normal and low priority. Low priority is the secondary traffic. */
    static Lane standard(RouterSettings settings) {
        Duration backstop = settings.timeouts().queryTimeout();
        int size = settings.sizes().standardConnections();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().lowPriorityConnections());
        return open(settings, LaneName.STANDARD, limiter, size, backstop);
    }

    /** Opens the lane for high priority. Normal priority is the secondary traffic when it falls back. */
    static Lane reserved(RouterSettings settings) {
        Duration query = settings.timeouts().queryTimeout();
        Duration transaction = settings.timeouts().transactionTimeout();
        int size = settings.sizes().reservedConnections();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().fallbackConnections());
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
