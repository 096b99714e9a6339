package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.Timeouts;
import io.connwarden.client.status.LaneName;
import java.time.Duration;

/**
 * A pool and its limiter. The limiter has one permit per connection. A call with a permit therefore finds a connection
 * that no other query uses.
 *
 * @param name the name of the lane
 * @param limiter grants the permits
 * @param pool provides the connections
 * @param outage the time in which the pool cannot connect
 * @param statementBackstop the {@code statement_timeout} of the lane's sessions
 */
record Lane(
        LaneName name, LaneLimiter limiter, ConnectionPool pool, ConnectOutage outage, SessionTimeout statementBackstop)
        implements AutoCloseable {

    /** Opens the lane for normal and low priority. Low priority is the secondary traffic. */
    static Lane standard(RouterSettings settings, NanoClock clock) {
        int size = settings.sizes().standardConnections();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().lowPriorityConnections());
        return open(settings, LaneName.STANDARD, limiter, size, clock);
    }

    /** Opens the lane for high priority. Normal priority is the secondary traffic when it falls back. */
    static Lane reserved(RouterSettings settings, NanoClock clock) {
        int size = settings.sizes().reservedConnections();
        LaneLimiter limiter = new LaneLimiter(size, settings.sizes().fallbackConnections());
        return open(settings, LaneName.RESERVED, limiter, size, clock);
    }

    private static Lane open(RouterSettings settings, LaneName name, LaneLimiter limiter, int size, NanoClock clock) {
        SessionTimeout timeout = settings.pool().statementTimeoutEnabled()
                ? SessionTimeout.of(backstop(settings.timeouts()))
                : SessionTimeout.none();
        HikariConfig config = PoolConfig.of(settings, name, size, timeout);
        ConnectOutage outage = new ConnectOutage(config.getPoolName(), clock);
        return new Lane(name, limiter, new HikariLanePool(config), outage, timeout);
    }

    /** Transactions use both lanes, and raising the value for each of them would take two round trips. */
    private static Duration backstop(Timeouts timeouts) {
        Duration query = timeouts.queryTimeout();
        Duration transaction = timeouts.transactionTimeout();
        return query.compareTo(transaction) > 0 ? query : transaction;
    }

    @Override
    public void close() {
        pool.close();
    }
}
