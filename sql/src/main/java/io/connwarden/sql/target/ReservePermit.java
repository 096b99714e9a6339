package io.connwarden.sql.target;

import java.util.Optional;

/**
 * The permit to occupy a reserved slot of one target. At most one process holds it, so that the other reserved slots
 * stay free for administrators. Implementations are thread-safe.
 */
public interface ReservePermit {
    /**
     * Acquires the permit, or renews it if this process holds it. A holder renews it every few seconds.
     *
     * @return the reason of the refusal; empty if this process holds the permit
     */
    Optional<String> acquireOrRenew();

    /** Releases the permit, or ends the wait for it after a refusal. */
    void release();
}
