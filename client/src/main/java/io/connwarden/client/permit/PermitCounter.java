package io.connwarden.client.permit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The permits in use and two flags for waiting requests, packed into one number. Acquiring and releasing a permit is
 * one atomic step without a lock while no request waits.
 */
final class PermitCounter {
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long ONE_PRIMARY = 1L;
    private static final long ONE_SECONDARY = 1L << COUNT_BITS;
    private static final long PRIMARY_WAITING = 1L << (2 * COUNT_BITS);
    private static final long SECONDARY_WAITING = PRIMARY_WAITING << 1;

    private final int permits;
    private final int maxSecondary;
    private final AtomicLong state = new AtomicLong();

    PermitCounter(int permits, int maxSecondary) {
        this.permits = permits;
        this.maxSecondary = maxSecondary;
    }

    /** Acquires a permit. Fails if a primary request waits; secondary traffic fails if any request waits. */
    boolean tryAcquire(TrafficClass traffic) {
        return tryAcquireUnless(
                traffic, traffic == TrafficClass.PRIMARY ? PRIMARY_WAITING : PRIMARY_WAITING | SECONDARY_WAITING);
    }

    /** Acquires a permit for the first waiting request of a traffic class. */
    boolean tryAcquireForWaiter(TrafficClass traffic) {
        return tryAcquireUnless(traffic, traffic == TrafficClass.PRIMARY ? 0 : PRIMARY_WAITING);
    }

    private boolean tryAcquireUnless(TrafficClass traffic, long blockingFlags) {
        while (true) {
            long current = state.get();
            if ((current & blockingFlags) != 0 || !hasPermit(current, traffic)) {
                return false;
            }
            if (state.compareAndSet(current, current + increment(traffic))) {
                return true;
            }
        }
    }

    private boolean hasPermit(long current, TrafficClass traffic) {
        return primaryCount(current) + secondaryCount(current) < permits
                && (traffic == TrafficClass.PRIMARY || secondaryCount(current) < maxSecondary);
    }

    /** Releases a permit. Returns true if a request waits. */
    boolean release(TrafficClass traffic) {
        return (state.addAndGet(-increment(traffic)) & (PRIMARY_WAITING | SECONDARY_WAITING)) != 0;
    }

    /** Sets or clears the flag for waiting requests of a traffic class. */
    void setWaiting(TrafficClass traffic, boolean isWaiting) {
        long flag = traffic == TrafficClass.PRIMARY ? PRIMARY_WAITING : SECONDARY_WAITING;
        state.updateAndGet(current -> isWaiting ? current | flag : current & ~flag);
    }

    int total() {
        return permits;
    }

    int maxSecondary() {
        return maxSecondary;
    }

    int heldByPrimary() {
        return primaryCount(state.get());
    }

    int heldBySecondary() {
        return secondaryCount(state.get());
    }

    private static int primaryCount(long state) {
        return (int) (state & COUNT_MASK);
    }

    private static int secondaryCount(long state) {
        return (int) ((state >> COUNT_BITS) & COUNT_MASK);
    }

    private static long increment(TrafficClass traffic) {
        return traffic == TrafficClass.PRIMARY ? ONE_PRIMARY : ONE_SECONDARY;
    }
}
