package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.PermitCounts;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.permit.Rank;
import io.connwarden.client.query.Applied;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits at the gates for a call, within its deadline. Who need not wait is not looked at: that is the next one's to do. */
final class PermitAcquirer {
    private final NanoClock clock;

    PermitAcquirer(NanoClock clock) {
        this.clock = clock;
    }

    /** A place in one lane. */
    Permit acquire(Call call, LaneLimiter limiter, Rank rank) {
        Permit permit = limiter.tryAcquire(rank);
        return permit == null ? await(call, limiter, rank, limiter, rank, Duration.ZERO) : permit;
    }

    /**
     * A place in the gate asked first, or, when that has none within the patience, in whichever has one first. The
     * call keeps its turn at the first while it also waits at the second.
     */
    Permit acquireEither(
            Call call, LaneLimiter first, Rank firstRank, LaneLimiter second, Rank secondRank, Duration fallbackAfter) {
        Permit permit = first.tryAcquire(firstRank);
        return permit == null ? await(call, first, firstRank, second, secondRank, fallbackAfter) : permit;
    }

    private Permit await(
            Call call, LaneLimiter first, Rank firstRank, LaneLimiter second, Rank secondRank, Duration fallbackAfter) {
        AttemptExceptions.throwIfOver(call, clock.nanos(), null);
        PermitRequest request = PermitRequest.forCurrentThread();
        try {
            first.enqueue(request, firstRank);
            call.onCancel(request::unblock);
            if (call.isCancelled()) {
                request.unblock();
            }
            Permit permit = request.await(Math.min(fallbackAfter.toNanos(), remaining(call)));
            if (permit == null && second != first) {
                second.enqueue(request, secondRank);
            }
            return permitOrTimeout(call, request, request.await(remaining(call)), first);
        } catch (InterruptedException e) {
            release(request.cancel());
            Thread.currentThread().interrupt();
            throw AttemptExceptions.interrupted(call, Applied.NO, "it waited for a place", e);
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
                    call, Applied.NO, "it waited for a place in its lane, where " + describeLoad(limiter), null);
        }
        return lastMoment;
    }

    private static String describeLoad(LaneLimiter limiter) {
        PermitCounts counts = limiter.counts();
        return counts.held() + " of " + counts.permits() + " connections were in use and " + counts.waiting()
                + " queries waited";
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
