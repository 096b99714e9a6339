package io.connwarden.client.retry;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.FailureText;
import io.connwarden.client.call.Stage;
import io.connwarden.client.call.ThrownFailure;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stage that repeats a failed attempt while a retry is allowed, retries are left and the deadline is not over. */
public final class RetryStage implements Stage {
    private final Stage next;
    private final NanoClock clock;
    private final Consumer<Call> onRetry;

    /**
     * Creates the stage.
     *
     * @param onRetry called before each attempt after the first
     */
    public RetryStage(Stage next, NanoClock clock, Consumer<Call> onRetry) {
        this.next = next;
        this.clock = clock;
        this.onRetry = onRetry;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        try {
            return next.run(call, query);
        } catch (AttemptFailedException first) {
            recordEffect(call, first);
            // The policy is created only now, so that a call without a failure pays nothing for it.
            return retry(call, query, first);
        }
    }

    private <T extends @Nullable Object> T retry(Call call, Query<T> query, AttemptFailedException first) {
        Duration remaining = Duration.ofNanos(call.deadline().remaining(clock.nanos()));
        if (remaining.compareTo(FailsafePolicies.INITIAL_DELAY) <= 0) {
            throw ThrownFailure.of(finalException(call, first), first.thrown());
        }
        RetryPolicy<Object> policy = FailsafePolicies.retryPolicy(call, remaining);
        try {
            return Failsafe.with(policy).get(attempt -> {
                if (attempt.isFirstAttempt()) {
                    throw first;
                }
                onRetry.accept(call);
                return runAttempt(call, query);
            });
        } catch (AttemptFailedException last) {
            throw ThrownFailure.of(finalException(call, last), last.thrown());
        } catch (FailsafeException other) {
            // The query's own code may use Failsafe too.
            throw other.getCause() instanceof InterruptedException ? interrupted(call, first) : other;
        }
    }

    private <T extends @Nullable Object> T runAttempt(Call call, Query<T> query) {
        try {
            return next.run(call, query);
        } catch (AttemptFailedException failed) {
            recordEffect(call, failed);
            throw failed;
        }
    }

    private static void recordEffect(Call call, AttemptFailedException failed) {
        call.markRepeated();
        call.addEffect(RetryDecider.possibleEffect(call.type(), failed.failure()));
    }

    private static QueryInterruptedException interrupted(Call call, AttemptFailedException first) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted during the delay before a retry. Last failure: "
                        + first.getMessage(),
                call.ending(FailureEffect.NONE),
                first.getCause());
    }

    private QueryException finalException(Call call, AttemptFailedException last) {
        RetryDecision decision = RetryDecider.decide(call.type(), call.isIdempotent(), last.failure());
        if (decision instanceof RetryDecision.Stop) {
            return failed(call, last, decision.reason());
        }
        if (call.deadline().isExpired(clock.nanos() + FailsafePolicies.INITIAL_DELAY.toNanos())) {
            return new QueryTimeoutException(
                    FailureText.of(last.failure().cause()) + ". Query '" + call.name() + "' timed out after "
                            + call.deadline().timeout().toMillis() + " ms, after " + call.attempts()
                            + " attempts with a connection",
                    call.ending(FailureEffect.NONE),
                    last.getCause());
        }
        return failed(call, last, "the limit of " + call.retryAttempts() + " retry attempts is reached");
    }

    private static QueryFailedException failed(Call call, AttemptFailedException last, String reason) {
        FailureEffect effect = call.combinedEffect(FailureEffect.NONE);
        String effectText = effect == FailureEffect.NONE
                ? "The query was not applied."
                : "The query may have been applied; check the database before you repeat the query.";
        return new QueryFailedException(
                FailureText.of(last.failure().cause()) + ". Query '" + call.name() + "' failed and is not retried: "
                        + reason + ". " + effectText,
                call.ending(effect),
                last.failure().cause());
    }
}
