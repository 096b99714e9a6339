package io.connwarden.client.permit;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency limiter of one lane. It has one permit per connection. Permits are granted in order of arrival, to
 * primary traffic first.
 *
 * <p>Secondary traffic holds at most {@code maxSecondary} permits; the others are reserved for primary traffic. A
 * secondary request is granted a permit only while no primary request waits. Thread-safe.
 */
public final class LaneLimiter {
    private final PermitCounter permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<PermitRequest> waitingPrimary = new LinkedHashSet<>();
    private final Set<PermitRequest> waitingSecondary = new LinkedHashSet<>();
    private boolean unblocked;
    private final Permit primaryPermit = () -> release(TrafficClass.PRIMARY);
    private final Permit secondaryPermit = () -> release(TrafficClass.SECONDARY);

    /**
     * Creates a limiter with all permits free.
     *
     * @param permits number of permits, 1 to 10,000
     * @param maxSecondary maximum number of permits for secondary traffic, 0 to {@code permits}
     */
    public LaneLimiter(int permits, int maxSecondary) {
        this.permits = new PermitCounter(permits, maxSecondary);
    }

    /**
     * Acquires a permit if one is free. Never blocks.
     *
     * @return null if no permit is free, or if a request waits that precedes this traffic class
     */
    public @Nullable Permit tryAcquire(TrafficClass traffic) {
        return permits.tryAcquire(traffic) ? permit(traffic) : null;
    }

    /** Enqueues a request. It is granted immediately or as soon as a permit is free. */
    public void enqueue(PermitRequest request, TrafficClass traffic) {
        lock.lock();
        try {
            waiters(traffic).add(request);
            // Set before a permit is sought: each release from now on checks the queue.
            permits.setWaiting(traffic, true);
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
            if (waitingPrimary.remove(request) || waitingSecondary.remove(request)) {
                // The removed request may have been the only primary one, which blocked the secondary ones.
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
            waitingPrimary.forEach(PermitRequest::unblock);
            waitingSecondary.forEach(PermitRequest::unblock);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if this limiter has issued the permit. */
    public boolean hasIssued(Permit permit) {
        return permit == primaryPermit || permit == secondaryPermit;
    }

    /** Returns true if the permit is one for secondary traffic. */
    public boolean isSecondary(Permit permit) {
        return permit == secondaryPermit;
    }

    /** Returns the maximum number of permits for secondary traffic. */
    public int maxSecondary() {
        return permits.maxSecondary();
    }

    public PermitCounts counts() {
        lock.lock();
        try {
            return new PermitCounts(
                    permits.total(),
                    permits.heldByPrimary(),
                    permits.heldBySecondary(),
                    waitingPrimary.size(),
                    waitingSecondary.size());
        } finally {
            lock.unlock();
        }
    }

    private void release(TrafficClass traffic) {
        if (permits.release(traffic)) {
            lock.lock();
            try {
                grantPermits();
            } finally {
                lock.unlock();
            }
        }
    }

    private void grantPermits() {
        grantPermits(TrafficClass.PRIMARY);
        grantPermits(TrafficClass.SECONDARY);
    }

    private void grantPermits(TrafficClass traffic) {
        Iterator<PermitRequest> waiters = waiters(traffic).iterator();
        while (waiters.hasNext() && permits.tryAcquireForWaiter(traffic)) {
            PermitRequest next = waiters.next();
            waiters.remove();
            if (!next.grant(permit(traffic))) {
                permits.release(traffic);
            }
        }
        permits.setWaiting(traffic, waiters.hasNext());
    }

    private Permit permit(TrafficClass traffic) {
        return traffic == TrafficClass.PRIMARY ? primaryPermit : secondaryPermit;
    }

    private Set<PermitRequest> waiters(TrafficClass traffic) {
        return traffic == TrafficClass.PRIMARY ? waitingPrimary : waitingSecondary;
    }

    /** The permits in use and the waiting requests of a limiter at one time. */
    public record PermitCounts(
            int permits, int runningPrimary, int runningSecondary, int waitingPrimary, int waitingSecondary) {
        /** The counts of no lane. */
        public static final PermitCounts NONE = new PermitCounts(0, 0, 0, 0, 0);

        public int running() {
            return runningPrimary + runningSecondary;
        }

        public int waiting() {
            return waitingPrimary + waitingSecondary;
        }
    }
}
