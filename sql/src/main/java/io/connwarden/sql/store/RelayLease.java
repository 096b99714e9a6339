package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lease on the outbox: one process at a time publishes. Its expiry uses the clock of the store and needs no
 * connection, so the lease of a lost host expires. Thread-safe.
 */
public final class RelayLease {
    private final JdbcClient jdbc;
    private final String owner;
    private final Duration duration;

    /** @param owner identifies this process; it must differ after a restart */
    public RelayLease(DataSource store, String owner, Duration duration) {
        this.jdbc = JdbcClient.create(store);
        this.owner = owner;
        this.duration = duration;
    }

    /** Returns the time for which one acquisition holds. */
    public Duration duration() {
        return duration;
    }

    /** Acquires or renews the lease. Returns false if another process holds it. */
    public boolean acquire() {
        return StoreStatement.ACQUIRE_RELAY_LEASE
                .on(jdbc)
                .param("owner", owner)
                .param("leaseSeconds", Seconds.of(duration))
                .query((row, number) -> true)
                .optional()
                .isPresent();
    }

    /** Releases the lease if this process holds it. */
    public void release() {
        StoreStatement.RELEASE_RELAY_LEASE.on(jdbc).param("owner", owner).update();
    }
}
