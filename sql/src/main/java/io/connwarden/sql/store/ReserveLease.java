package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The leases on the reserved slots of targets: one process at a time occupies a reserved slot of a target. Their expiry
 * uses the clock of the store. Thread-safe.
 */
public final class ReserveLease {
    private final JdbcClient jdbc;
    private final String owner;
    private final Duration duration;

    /** @param owner identifies this process for a reader; it must differ after a restart */
    public ReserveLease(DataSource store, String owner, Duration duration) {
        this.jdbc = JdbcClient.create(store);
        this.owner = owner;
        this.duration = duration;
    }

    /** Returns the time for which one acquisition holds. */
    public Duration duration() {
        return duration;
    }

    /**
     * Acquires or renews the lease on a target.
     *
     * @return the other process that holds the lease; empty if this process holds it
     */
    public Optional<String> acquire(String target) {
        String holder = StoreStatement.ACQUIRE_RESERVE_LEASE
                .on(jdbc)
                .param("target", target)
                .param("owner", owner)
                .param("leaseSeconds", Seconds.of(duration))
                .query(String.class)
                .optional()
                .orElse("another instance");
        return holder.equals(owner) ? Optional.empty() : Optional.of(holder);
    }

    /** Releases the lease on a target if this process holds it. */
    public void release(String target) {
        StoreStatement.RELEASE_RESERVE_LEASE
                .on(jdbc)
                .param("target", target)
                .param("owner", owner)
                .update();
    }
}
