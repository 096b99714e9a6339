package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.lane.ThreadPermits.Awaited;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.permit.TrafficClass;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryRejectedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The acquirer of a permit for a call within the call's deadline. The deadline is not checked when a permit is free;
 * the connection acquirer checks the deadline next.
 */
final class PermitAcquirer {
    /** Shorter than most queries, so that a call waits at one lane only while permits are released all the time. */
    private static final Duration WAIT_AT_ONE_LANE = Duration.ofMillis(1);

    private final ThreadPermits threads;
    private final NanoClock clock;

    PermitAcquirer(ThreadPermits threads, NanoClock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Acquires a permit of one lane.
     *
     * @param maxWait maximum wait; the call's deadline limits it further
     */
    Permit acquire(Call call, LaneLimiter limiter, TrafficClass traffic, Duration maxWait) {
        Permit permit = limiter.tryAcquire(traffic);
        return permit == null ? await(call, limiter, traffic, limiter, traffic, Duration.ZERO, maxWait) : permit;
    }

    /**
     * Acquires a permit of the first lane. If none is free within {@code fallbackDelay}, the request waits at both
     * lanes and keeps its position in the first queue.
     *
     * @param maxWait maximum wait; the call's deadline limits it further
     */
    Permit acquireEither(
            Call call,
            LaneLimiter first,
            TrafficClass firstTraffic,
            LaneLimiter second,
            TrafficClass secondTraffic,
            Duration fallbackDelay,
            Duration maxWait) {
        Permit permit = first.tryAcquire(firstTraffic);
        return permit == null
                ? await(call, first, firstTraffic, second, secondTraffic, fallbackDelay, maxWait)
                : permit;
    }

    /**
     * Acquires a permit of any of two lanes, of the preferred one if both have a free one. The request waits at the
     * larger lane first, because most permits are released there and a wait at both lanes costs more.
     *
     * @param maxWait maximum wait; the call's deadline limits it further
     */
    Permit acquireAny(Call call, LaneLimiter preferred, LaneLimiter larger, TrafficClass traffic, Duration maxWait) {
        Permit permit = preferred.tryAcquire(traffic);
        if (permit == null) {
            permit = larger.tryAcquire(traffic);
        }
        return permit == null ? await(call, larger, traffic, preferred, traffic, WAIT_AT_ONE_LANE, maxWait) : permit;
    }

    private Permit await(
            Call call,
            LaneLimiter first,
            TrafficClass firstTraffic,
            LaneLimiter second,
            TrafficClass secondTraffic,
            Duration fallbackDelay,
            Duration maxWait) {
        long end = Math.min(call.deadline().expiresAt(), clock.nanos() + maxWait.toNanos());
        AttemptExceptions.throwIfOver(call, clock.nanos(), null);
        PermitRequest request = PermitRequest.forCurrentThread();
        try {
            first.enqueue(request, firstTraffic);
            throwIfBlockedByItself(call, request, new Awaited(first, firstTraffic), new Awaited(second, secondTraffic));
            call.onCancel(request::unblock);
            if (call.isCancelled()) {
                request.unblock();
            }
            Permit permit = request.await(Math.min(fallbackDelay.toNanos(), remaining(end)));
            if (permit == null && second != first) {
                second.enqueue(request, secondTraffic);
            }
            return permitOrTimeout(call, request, request.await(remaining(end)), first, second);
        } catch (InterruptedException e) {
            release(request.cancel());
            Thread.currentThread().interrupt();
            throw AttemptExceptions.interrupted(call, FailureEffect.NONE, "while waiting for a permit of the lane", e);
        } finally {
            threads.endWait();
            call.onCancel(null);
            first.remove(request);
            second.remove(request);
        }
    }

    /** A call that waits for its own thread would wait until its deadline. */
    private void throwIfBlockedByItself(Call call, PermitRequest request, Awaited first, Awaited second) {
        if (threads.beginWait(first.equals(second) ? List.of(first) : List.of(first, second))) {
            return;
        }
        if (request.cancel() != null) {
            // Granted in the meantime.
            return;
        }
        throw new QueryRejectedException(
                "Query '" + call.name() + "' was rejected: it would wait for a connection that its own thread holds."
                        + " Every connection that it may use is held by a thread that waits for another one ("
                        + describeLoad(first.limiter(), second.limiter())
                        + "). Run the query before or after the outer one or on its connection,"
                        + " or raise maxConnections",
                call.name());
    }

    private static Permit permitOrTimeout(
            Call call, PermitRequest request, @Nullable Permit permit, LaneLimiter first, LaneLimiter second) {
        Permit lastMoment = permit == null ? request.cancel() : permit;
        if (lastMoment == null) {
            throw AttemptExceptions.timeout(
                    call,
                    FailureEffect.NONE,
                    "while waiting for a permit of the lane: " + describeLoad(first, second),
                    null);
        }
        return lastMoment;
    }

    /** Describes the lanes that the call may use. A request that waits at both counts once. */
    private static String describeLoad(LaneLimiter first, LaneLimiter second) {
        LaneLimiter.PermitCounts one = first.counts();
        LaneLimiter.PermitCounts other = second == first ? LaneLimiter.PermitCounts.NONE : second.counts();
        return (one.running() + other.running()) + " of " + (one.permits() + other.permits())
                + " connections were in use, " + Math.max(one.waiting(), other.waiting()) + " queries were waiting";
    }

    private static void release(@Nullable Permit permit) {
        if (permit != null) {
            permit.release();
        }
    }

    private long remaining(long end) {
        return end - clock.nanos();
    }
}
