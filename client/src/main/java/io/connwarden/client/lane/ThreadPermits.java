package io.connwarden.client.lane;

import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.TrafficClass;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The permits that each thread holds. A thread that holds permits and waits for another one may wait for itself, or for
 * threads that all wait as well. No permit would then be released before a deadline. Thread-safe.
 */
final class ThreadPermits {
    /** The request of a thread for a permit of one lane. */
    record Awaited(LaneLimiter limiter, TrafficClass traffic) {}

    /** The permits of one thread. */
    private static final class Holder {
        private final Map<LaneLimiter, Held> held = new ConcurrentHashMap<>();
        private volatile List<LaneLimiter> awaited = List.of();

        int primary(LaneLimiter limiter) {
            Held count = held.get(limiter);
            return count == null ? 0 : count.primary.get();
        }

        int secondary(LaneLimiter limiter) {
            Held count = held.get(limiter);
            return count == null ? 0 : count.secondary.get();
        }

        boolean holdsAny() {
            return held.values().stream().anyMatch(count -> count.primary.get() + count.secondary.get() > 0);
        }
    }

    /** The permits of one thread in one lane. */
    private record Held(AtomicInteger primary, AtomicInteger secondary) {
        Held() {
            this(new AtomicInteger(), new AtomicInteger());
        }
    }

    @SuppressWarnings("ThreadLocalUsage") // One per router, because a thread may use several routers.
    private final ThreadLocal<Holder> current = ThreadLocal.withInitial(Holder::new);

    /** The holders of permits that wait for another one. */
    private final Map<Holder, Boolean> waiting = new ConcurrentHashMap<>();

    /** Counts a permit for the current thread until it is released, by whatever thread. */
    Permit hold(LaneLimiter limiter, Permit permit) {
        Held count = current.get().held.computeIfAbsent(limiter, absent -> new Held());
        AtomicInteger counter = limiter.isSecondary(permit) ? count.secondary : count.primary;
        counter.incrementAndGet();
        return () -> {
            counter.decrementAndGet();
            permit.release();
        };
    }

    /**
     * Begins the wait of the current thread for a permit of any of the lanes. Ended by {@link #endWait}.
     *
     * @return false if every permit that could be granted is held by threads that wait themselves
     */
    boolean beginWait(List<Awaited> requests) {
        Holder own = current.get();
        if (!own.holdsAny()) {
            return true;
        }
        List<LaneLimiter> lanes = requests.stream().map(Awaited::limiter).toList();
        own.awaited = lanes;
        waiting.put(own, true);
        return !requests.stream().allMatch(request -> isBlocked(request, lanes));
    }

    void endWait() {
        waiting.remove(current.get());
    }

    private boolean isBlocked(Awaited request, List<LaneLimiter> lanes) {
        LaneLimiter limiter = request.limiter();
        int primary = 0;
        int secondary = 0;
        for (Holder holder : waiting.keySet()) {
            // A thread that waits for a further lane may get a permit there, and then release what it holds.
            if (lanes.containsAll(holder.awaited)) {
                primary += holder.primary(limiter);
                secondary += holder.secondary(limiter);
            }
        }
        LaneLimiter.PermitCounts counts = limiter.counts();
        boolean isSecondaryExhausted =
                request.traffic() == TrafficClass.SECONDARY && counts.runningSecondary() >= limiter.maxSecondary();
        if (isSecondaryExhausted) {
            return secondary >= counts.runningSecondary();
        }
        return counts.running() >= counts.permits() && primary + secondary >= counts.running();
    }
}
