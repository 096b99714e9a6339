package io.connwarden.client.permit;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency limiter of one lane. It has one permit per connection and grants them in order of arrival, owners
 * first.
 *
 * <p>Guests hold at most {@code guestLimit} permits; the others are reserved for owners. A guest is granted a permit
 * only while no owner waits. Thread-safe.
 */
public final class LaneLimiter {
    private final PermitCounter permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<PermitRequest> waitingOwners = new LinkedHashSet<>();
    private final Set<PermitRequest> waitingGuests = new LinkedHashSet<>();
    private boolean unblocked;
    private final Permit ownerPermit = () -> release(Rank.OWNER);
    private final Permit guestPermit = () -> release(Rank.GUEST);

    /**
     * Creates a limiter with all permits free.
     *
     * @param permits number of permits, 1 to 10,000
     * @param guestLimit maximum number of permits for guests, 0 to {@code permits}
     */
    public LaneLimiter(int permits, int guestLimit) {
        this.permits = new PermitCounter(permits, guestLimit);
    }

    /** Returns a permit, or null if none is free or a request of equal or higher rank waits. Never blocks. */
    public @Nullable Permit tryAcquire(Rank rank) {
        return permits.tryAcquire(rank) ? permit(rank) : null;
    }

    /** Enqueues a request. It is granted immediately or as soon as a permit is free. */
    public void enqueue(PermitRequest request, Rank rank) {
        lock.lock();
        try {
            waiters(rank).add(request);
            // Set before a permit is sought: each release from now on checks the queue.
            permits.setWaiting(rank, true);
            grantPermits();
            if (unblocked) {
                request.unblock();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a request. A permit that was granted already stays granted. */
    public void remove(PermitRequest request) {
        lock.lock();
        try {
            // A request waits in at most one of the two queues.
            if (waitingOwners.remove(request) || waitingGuests.remove(request)) {
                // The removed owner may have been the only one that blocked the guests.
                grantPermits();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Unblocks all present and future requests without a permit. Called when the router closes. */
    public void unblockAll() {
        lock.lock();
        try {
            unblocked = true;
            waitingOwners.forEach(PermitRequest::unblock);
            waitingGuests.forEach(PermitRequest::unblock);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if this limiter has issued the permit. */
    public boolean hasIssued(Permit permit) {
        return permit == ownerPermit || permit == guestPermit;
    }

    /** Returns the maximum number of permits for guests. */
    public int guestLimit() {
        return permits.guestLimit();
    }

    public PermitCounts counts() {
        lock.lock();
        try {
            return new PermitCounts(
                    permits.total(),
                    permits.heldByOwners(),
                    permits.heldByGuests(),
                    waitingOwners.size(),
                    waitingGuests.size());
        } finally {
            lock.unlock();
        }
    }

    private void release(Rank rank) {
        if (permits.release(rank)) {
            lock.lock();
            try {
                grantPermits();
            } finally {
                lock.unlock();
            }
        }
    }

    private void grantPermits() {
        grantPermits(Rank.OWNER);
        grantPermits(Rank.GUEST);
    }

    private void grantPermits(Rank rank) {
        Iterator<PermitRequest> waiters = waiters(rank).iterator();
        while (waiters.hasNext() && permits.tryAcquireForWaiter(rank)) {
            PermitRequest next = waiters.next();
            waiters.remove();
            if (!next.grant(permit(rank))) {
                permits.release(rank);
            }
        }
        permits.setWaiting(rank, waiters.hasNext());
    }

    private Permit permit(Rank rank) {
        return rank == Rank.OWNER ? ownerPermit : guestPermit;
    }

    private Set<PermitRequest> waiters(Rank rank) {
        return rank == Rank.OWNER ? waitingOwners : waitingGuests;
    }

    /** The permits in use and the waiting requests of a limiter at one time. */
    public record PermitCounts(int permits, int heldByOwners, int heldByGuests, int waitingOwners, int waitingGuests) {

        public int held() {
            return heldByOwners + heldByGuests;
        }

        public int waiting() {
            return waitingOwners + waitingGuests;
        }
    }
}
