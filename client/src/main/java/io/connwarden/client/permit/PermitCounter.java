package io.connwarden.client.permit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The permits in use and two flags for waiting requests, packed into one number. Acquiring and releasing a permit is
 * one atomic step without a lock while no request waits.
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

    /** Acquires a permit unless an owner waits, or for a guest, unless any request waits. */
    boolean tryAcquire(Rank rank) {
        return tryAcquireUnless(rank, rank == Rank.OWNER ? OWNERS_WAITING : OWNERS_WAITING | GUESTS_WAITING);
    }

    /** Acquires a permit for the first waiting request of a rank. */
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

    /** Releases a permit. Returns true if a request waits. */
    boolean release(Rank rank) {
        return (state.addAndGet(-increment(rank)) & (OWNERS_WAITING | GUESTS_WAITING)) != 0;
    }

    /** Sets or clears the flag for waiting requests of a rank. */
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
