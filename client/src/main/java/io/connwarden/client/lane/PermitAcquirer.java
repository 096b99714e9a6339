package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.permit.TrafficClass;
import io.connwarden.client.query.FailureEffect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The acquirer of a permit for a call within the call's deadline. The deadline is not checked when a permit is free;
 * the connection acquirer checks the deadline next.
 */
final class PermitAcquirer {
    private final NanoClock clock;

    PermitAcquirer(NanoClock clock) {
        this.clock = clock;
    }

    /** Acquires a permit of one lane. */
    Permit acquire(Call call, LaneLimiter limiter, TrafficClass traffic) {
        Permit permit = limiter.tryAcquire(traffic);
        return permit == null ? await(call, limiter, traffic, limiter, traffic, Duration.ZERO) : permit;
    }

    /**
     * Acquires a permit of the first lane. If none is free within {@code fallbackDelay}, the request waits at both
     * lanes and keeps its position in the first queue.
     */
    Permit acquireEither(
            Call call,
            LaneLimiter first,
            TrafficClass firstTraffic,
            LaneLimiter second,
            TrafficClass secondTraffic,
            Duration fallbackDelay) {
        Permit permit = first.tryAcquire(firstTraffic);
        return permit == null ? await(call, first, firstTraffic, second, secondTraffic, fallbackDelay) : permit;
    }

    private Permit await(
            Call call,
            LaneLimiter first,
            TrafficClass firstTraffic,
            LaneLimiter second,
            TrafficClass secondTraffic,
            Duration fallbackDelay) {
        AttemptExceptions.throwIfOver(call, clock.nanos(), null);
        PermitRequest request = PermitRequest.forCurrentThread();
        try {
            first.enqueue(request, firstTraffic);
            call.onCancel(request::unblock);
            if (call.isCancelled()) {
                request.unblock();
            }
            Permit permit = request.await(Math.min(fallbackDelay.toNanos(), remaining(call)));
            if (permit == null && second != first) {
                second.enqueue(request, secondTraffic);
            }
            return permitOrTimeout(call, request, request.await(remaining(call)), first);
        } catch (InterruptedException e) {
            release(request.cancel());
            Thread.currentThread().interrupt();
            throw AttemptExceptions.interrupted(call, FailureEffect.NONE, "while waiting for a permit of the lane", e);
        } finally {
            call.onCancel(null);
            first.remove(request);
            second.remove(request);
        }
    }

    private static Permit permitOrTimeout(
            Call call, PermitRequest request, @Nullable Permit permit, LaneLimiter limiter) {
        Permit lastMoment = permit == null ? request.cancel() : permit;
        if (lastMoment == null) {
            throw AttemptExceptions.timeout(
                    call, FailureEffect.NONE, "while waiting for a permit of the lane: " + describeLoad(limiter), null);
        }
        return lastMoment;
    }

    private static String describeLoad(LaneLimiter limiter) {
        LaneLimiter.PermitCounts counts = limiter.counts();
        return counts.running() + " of " + counts.permits() + " connections were in use, " + counts.waiting()
                + " queries were waiting";
    }

    private static void release(@Nullable Permit permit) {
        if (permit != null) {
            permit.release();
        }
    }

    private long remaining(Call call) {
        return call.deadline().remaining(clock.nanos());
    }
}
