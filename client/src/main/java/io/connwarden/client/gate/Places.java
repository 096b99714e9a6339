package io.connwarden.client.gate;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many are inside a lane, and whether anybody waits, in one number: so that entering and leaving a lane where
 * nobody waits is one atomic step and takes no lock.
 */
final class Places {
    private static final int BITS = 20;
    private static final long COUNT = (1L << BITS) - 1;
    private static final long ONE_OWNER = 1L;
    private static final long ONE_GUEST = 1L << BITS;
    private static final long OWNERS_WAIT = 1L << (2 * BITS);
    private static final long GUESTS_WAIT = OWNERS_WAIT << 1;

    private final int places;
    private final int guestLimit;
    private final AtomicLong state = new AtomicLong();

    Places(int places, int guestLimit) {
        this.places = places;
        this.guestLimit = guestLimit;
    }

    /** Takes a place unless somebody of this rank, or for a guest anybody, waits. */
    boolean enterUnlessOthersWait(Rank rank) {
        return enter(rank, rank == Rank.OWNER ? OWNERS_WAIT : OWNERS_WAIT | GUESTS_WAIT);
    }

    /** Takes a place for the first in line. */
    boolean enterFromLine(Rank rank) {
        return enter(rank, rank == Rank.OWNER ? 0 : OWNERS_WAIT);
    }

    private boolean enter(Rank rank, long keptOutBy) {
        while (true) {
            long now = state.get();
            if ((now & keptOutBy) != 0 || !hasPlace(now, rank)) {
                return false;
            }
            if (state.compareAndSet(now, now + one(rank))) {
                return true;
            }
        }
    }

    private boolean hasPlace(long now, Rank rank) {
        return owners(now) + guests(now) < places && (rank == Rank.OWNER || guests(now) < guestLimit);
    }

    /** Gives a place back. Answers whether anybody waits for it. */
    boolean leave(Rank rank) {
        return (state.addAndGet(-one(rank)) & (OWNERS_WAIT | GUESTS_WAIT)) != 0;
    }

    /** Notes whether anybody of this rank waits. */
    void waiting(Rank rank, boolean anybody) {
        long flag = rank == Rank.OWNER ? OWNERS_WAIT : GUESTS_WAIT;
        state.updateAndGet(now -> anybody ? now | flag : now & ~flag);
    }

    int total() {
        return places;
    }

    int guestLimit() {
        return guestLimit;
    }

    int ownersInside() {
        return owners(state.get());
    }

    int guestsInside() {
        return guests(state.get());
    }

    private static int owners(long state) {
        return (int) (state & COUNT);
    }

    private static int guests(long state) {
        return (int) ((state >> BITS) & COUNT);
    }

    private static long one(Rank rank) {
        return rank == Rank.OWNER ? ONE_OWNER : ONE_GUEST;
    }
}
