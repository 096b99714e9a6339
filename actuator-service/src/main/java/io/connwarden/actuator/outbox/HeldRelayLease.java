package io.connwarden.actuator.outbox;

import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.RelayLease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The relay lease as this process knows it. The process counts its time from before each acquisition, so the lease ends
 * here before it expires in the store. Thread-safe.
 */
final class HeldRelayLease {
    private final RelayLease lease;
    private boolean acquired;
    private long acquiredAt;
    private @Nullable Thread holder;

    HeldRelayLease(RelayLease lease) {
        this.lease = lease;
    }

    Duration duration() {
        return lease.duration();
    }

    synchronized boolean isHeld() {
        return acquired && System.nanoTime() - acquiredAt < lease.duration().toNanos();
    }

    /** Acquires the lease for the current thread unless it is held. Returns false if another process holds it. */
    synchronized boolean acquireUnlessHeld() {
        holder = Thread.currentThread();
        return isHeld() || acquire();
    }

    /** Renews a held lease, unless the thread that holds it has ended or is stalled. */
    synchronized void renew() {
        boolean isWorking = !(holder instanceof SupervisedThread thread) || thread.isWorking();
        if (acquired && isWorking) {
            acquire();
        }
    }

    synchronized void release() {
        if (acquired) {
            acquired = false;
            lease.release();
        }
    }

    private boolean acquire() {
        long start = System.nanoTime();
        acquired = lease.acquire();
        acquiredAt = start;
        return acquired;
    }
}
