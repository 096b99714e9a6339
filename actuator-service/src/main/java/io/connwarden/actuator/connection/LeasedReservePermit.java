package io.connwarden.actuator.connection;

import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.target.ReservePermit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The permit for a reserved slot of one target, which is a lease in the log store. The process counts its time from
 * before each acquisition, so the permit ends here before the lease expires in the store. Thread-safe.
 */
final class LeasedReservePermit implements ReservePermit {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedReservePermit.class);

    private final String target;
    private final ReserveLease lease;
    private final OutageLog refusals;
    private boolean acquired;
    private long acquiredAt;

    LeasedReservePermit(String target, ReserveLease lease) {
        this.target = target;
        this.lease = lease;
        this.refusals = new OutageLog(
                LOG,
                "Emergency connection to target " + target + " waits for a reserved slot: no slot is free for its role,"
                        + " no session is signalled by this instance, retrying",
                "Emergency connection to target " + target + " no longer waits for a reserved slot");
    }

    @Override
    public synchronized Optional<String> acquireOrRenew() {
        long start = System.nanoTime();
        Optional<String> refusal;
        try {
            refusal = lease.acquire(target).map(owner -> "instance " + owner + " occupies a reserved slot");
            setAcquired(refusal.isEmpty(), start);
        } catch (DataAccessException e) {
            // A known lease holds until its end, also while the store is down.
            refusal = isHeld() ? Optional.empty() : Optional.of("log store unavailable: " + RootCause.describe(e));
        }
        refusal.ifPresentOrElse(refusals::recordFailure, refusals::recordSuccess);
        return refusal;
    }

    private void setAcquired(boolean success, long start) {
        if (success && !acquired) {
            LOG.info(
                    "Emergency connection to target {} may occupy a reserved slot: no slot is free for its role."
                            + " It returns to its role when a slot is free",
                    target);
        }
        acquired = success;
        acquiredAt = start;
    }

    private boolean isHeld() {
        return acquired && System.nanoTime() - acquiredAt < lease.duration().toNanos();
    }

    @Override
    public synchronized void release() {
        refusals.recordSuccess();
        if (!acquired) {
            return;
        }
        acquired = false;
        try {
            lease.release(target);
            LOG.info("Emergency connection to target {} released its reserved slot", target);
        } catch (DataAccessException e) {
            LOG.warn(
                    "Cannot release the lease on the reserved slot of target {}: log store unavailable, the lease"
                            + " expires by itself. Cause: {}",
                    target,
                    RootCause.describe(e));
        }
    }
}
