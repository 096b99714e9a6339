package io.connwarden.client.retry;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes attempts until one succeeds, the judgement is final, the retries are used up or the deadline passes. */
public final class RetriedCalls implements Stage {
    private final Stage next;
    private final NanoClock clock;
    private final Consumer<Call> onRetry;

    /**
     * The stage.
     *
     * @param onRetry told of each attempt after the first
     */
    public RetriedCalls(Stage next, NanoClock clock, Consumer<Call> onRetry) {
        this.next = next;
        this.clock = clock;
        this.onRetry = onRetry;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        try {
            return next.run(call, query);
        } catch (AttemptFailed first) {
            remember(call, first);
            // Only now is a policy made: a call that succeeds at once, as nearly all do, pays nothing for it.
            return again(call, query, first);
        }
    }

    private <T extends @Nullable Object> T again(Call call, Query<T> query, AttemptFailed first) {
        Duration remaining = Duration.ofNanos(call.deadline().remaining(clock.nanos()));
        if (remaining.compareTo(Resilience.FIRST_DELAY) <= 0) {
            throw ended(call, first);
        }
        RetryPolicy<Object> policy = Resilience.retries(call, remaining);
        try {
            return Failsafe.with(policy).get(attempt -> {
                if (attempt.isFirstAttempt()) {
                    throw first;
                }
                onRetry.accept(call);
                return oneMore(call, query);
            });
        } catch (AttemptFailed last) {
            throw ended(call, last);
        } catch (FailsafeException other) {
            // The query's own code may use the same library.
            throw other.getCause() instanceof InterruptedException ? interrupted(call, first) : other;
        }
    }

    private <T extends @Nullable Object> T oneMore(Call call, Query<T> query) {
        try {
            return next.run(call, query);
        } catch (AttemptFailed failed) {
            remember(call, failed);
            throw failed;
        }
    }

    private static void remember(Call call, AttemptFailed failed) {
        call.left(RetryJudge.effect(call.type(), failed.fault()));
    }

    private static QueryInterruptedException interrupted(Call call, AttemptFailed first) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted while it waited to try again after: " + first.getMessage(),
                call.ending(Effect.NONE),
                first.getCause());
    }

    private QueryException ended(Call call, AttemptFailed last) {
        Verdict verdict = RetryJudge.judge(call.type(), call.idempotent(), last.fault());
        if (verdict instanceof Verdict.Final) {
            return failed(call, last, verdict.reason());
        }
        if (call.deadline().passed(clock.nanos() + Resilience.FIRST_DELAY.toNanos())) {
            return new QueryTimeoutException(
                    "Query '" + call.name() + "' found no success within "
                            + call.deadline().allowed().toMillis() + " ms (attempts with a connection: "
                            + call.attempts() + "). The last failure: " + last.getMessage(),
                    call.ending(Effect.NONE),
                    last.getCause());
        }
        return failed(call, last, "its " + call.retries() + " retries are used up");
    }

    private static QueryFailedException failed(Call call, AttemptFailed last, String why) {
        Effect effect = call.withEarlier(Effect.NONE);
        String left = effect == Effect.NONE
                ? "It left nothing behind."
                : "It may have been applied: look before asking again.";
        return new QueryFailedException(
                "Query '" + call.name() + "' failed and is not tried again: " + why + ". " + left + " PostgreSQL said: "
                        + last.getMessage() + " (SQLSTATE "
                        + last.fault().cause().getSQLState() + ")",
                call.ending(effect),
                last.fault().cause());
    }
}
