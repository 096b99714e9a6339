package io.connwarden.client.permit;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one lane: as many places as the lane has connections, given in order of arrival, owners first.
 *
 * <p>Guests never hold more than their limit, so {@code places - guestLimit} places are always the owners' alone; and
 * a guest is let in only while no owner waits. Thread-safe.
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
     * A gate with every place free.
     *
     * @param permits 1 to 10,000
     * @param guestLimit 0 to places
     */
    public LaneLimiter(int permits, int guestLimit) {
        this.permits = new PermitCounter(permits, guestLimit);
    }

    /** A place at once, or null: never waits, and never overtakes one who does. */
    public @Nullable Permit tryAcquire(Rank rank) {
        return permits.tryAcquire(rank) ? permit(rank) : null;
    }

    /** Grants the ticket a place at once or as soon as its turn comes. */
    public void enqueue(PermitRequest request, Rank rank) {
        lock.lock();
        try {
            waiters(rank).add(request);
            // Said before looking for a place: who leaves from now on will look at the line.
            permits.setWaiting(rank, true);
            grantPermits();
            if (unblocked) {
                request.unblock();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a ticket out of the line. What it was granted stays granted. */
    public void remove(PermitRequest request) {
        lock.lock();
        try {
            // It waits in one of the two at most.
            if (waitingOwners.remove(request) || waitingGuests.remove(request)) {
                // An owner who gives up may have been all that kept the guests out.
                grantPermits();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody who waits, now or later, go on without a place. */
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

    /** Whether it was this gate that gave the place. */
    public boolean hasIssued(Permit permit) {
        return permit == ownerPermit || permit == guestPermit;
    }

    /** How many guests it lets in at a time. */
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
}
