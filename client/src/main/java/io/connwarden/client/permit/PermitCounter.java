package io.connwarden.client.permit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many are inside a lane, and whether anybody waits, in one number: so that entering and leaving a lane where
 * nobody waits is one atomic step and takes no lock.
 */
final class PermitCounter {
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long ONE_OWNER = 1L;
    private static final long ONE_GUEST = 1L << COUNT_BITS;
    private static final long OWNERS_WAITING = 1L << (2 * COUNT_BITS);
    private static final long GUESTS_WAITING = OWNERS_WAITING << 1;

    private final int permits;
    private final int guestLimit;
    private final AtomicLong state = new AtomicLong();

    PermitCounter(int permits, int guestLimit) {
        this.permits = permits;
        this.guestLimit = guestLimit;
    }

    /** Takes a place unless somebody of this rank, or for a guest anybody, waits. */
    boolean tryAcquire(Rank rank) {
        return tryAcquireUnless(rank, rank == Rank.OWNER ? OWNERS_WAITING : OWNERS_WAITING | GUESTS_WAITING);
    }

    /** Takes a place for the first in line. */
    boolean tryAcquireForWaiter(Rank rank) {
        return tryAcquireUnless(rank, rank == Rank.OWNER ? 0 : OWNERS_WAITING);
    }

    private boolean tryAcquireUnless(Rank rank, long blockingFlags) {
        while (true) {
            long current = state.get();
            if ((current & blockingFlags) != 0 || !hasPermit(current, rank)) {
                return false;
            }
            if (state.compareAndSet(current, current + increment(rank))) {
                return true;
            }
        }
    }

    private boolean hasPermit(long current, Rank rank) {
        return owners(current) + guests(current) < permits && (rank == Rank.OWNER || guests(current) < guestLimit);
    }

    /** Gives a place back. Answers whether anybody waits for it. */
    boolean release(Rank rank) {
        return (state.addAndGet(-increment(rank)) & (OWNERS_WAITING | GUESTS_WAITING)) != 0;
    }

    /** Notes whether anybody of this rank waits. */
    void setWaiting(Rank rank, boolean isWaiting) {
        long flag = rank == Rank.OWNER ? OWNERS_WAITING : GUESTS_WAITING;
        state.updateAndGet(current -> isWaiting ? current | flag : current & ~flag);
    }

    int total() {
        return permits;
    }

    int guestLimit() {
        return guestLimit;
    }

    int heldByOwners() {
        return owners(state.get());
    }

    int heldByGuests() {
        return guests(state.get());
    }

    private static int owners(long state) {
        return (int) (state & COUNT_MASK);
    }

    private static int guests(long state) {
        return (int) ((state >> COUNT_BITS) & COUNT_MASK);
    }

    private static long increment(Rank rank) {
        return rank == Rank.OWNER ? ONE_OWNER : ONE_GUEST;
    }
}
