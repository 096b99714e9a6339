package io.connwarden.client.lane;

import io.connwarden.client.gate.LaneGate;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LaneName;
import java.time.Duration;

/**
 * One pool with the gate in front of it. The gate has as many places as the pool has connections, so whoever is
 * through the gate waits for no other query.
 *
 * @param statementBackstop the server's own limit on each of this lane's statements
 */
record Lane(LaneName name, LaneGate gate, ConnectionPool pool, Duration statementBackstop) implements AutoCloseable {

    /** Normal and low traffic: low priority is the guest. */
    static Lane standard(RouterSettings settings) {
        Duration backstop = settings.times().queryTimeout();
        int size = settings.sizes().standard();
        LaneGate gate = new LaneGate(size, settings.sizes().low());
        return opened(settings, LaneName.STANDARD, gate, size, backstop);
    }

    /** High priority: normal traffic that fell back is the guest. */
    static Lane reserved(RouterSettings settings) {
        Duration query = settings.times().queryTimeout();
        Duration transaction = settings.times().transactionTimeout();
        int size = settings.sizes().reserved();
        LaneGate gate = new LaneGate(size, settings.sizes().fallback());
        Duration backstop = query.compareTo(transaction) > 0 ? query : transaction;
        return opened(settings, LaneName.RESERVED, gate, size, backstop);
    }

    private static Lane opened(RouterSettings settings, LaneName name, LaneGate gate, int size, Duration backstop) {
        ConnectionPool pool = new HikariLanePool(PoolConfig.of(settings, name, size, backstop));
        return new Lane(name, gate, pool, backstop);
    }

    @Override
    public void close() {
        pool.close();
    }
}
