package io.connwarden.client.retry;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.Call;
import java.time.Duration;

/**
 * Every policy of the Failsafe library in one place.
 */
public final class FailsafePolicies {
    static final Duration INITIAL_DELAY = Duration.ofMillis(50);
    static final Duration MAX_DELAY = Duration.ofSeconds(2);
    private static final double JITTER = 0.3;

    private static final int FAILURE_THRESHOLD = 5;
    private static final Duration OPEN_DURATION = Duration.ofSeconds(5);

    private FailsafePolicies() {}

    /**
     * Tries a call again while the judgement allows it: 50 ms after the first failure, doubling up to 2 s, each 30 %
     * more or less by chance so that many callers do not return in step, and never beyond the call's deadline.
     *
     * @param remaining what the deadline leaves
     */
    static RetryPolicy<Object> retryPolicy(Call call, Duration remaining) {
        RetryPolicyBuilder<Object> policy = RetryPolicy.builder()
                .handleIf(failure -> failure instanceof AttemptFailedException attempt
                        && RetryDecider.decide(call.type(), call.isIdempotent(), attempt.failure())
                                instanceof RetryDecision.Retry)
                .withBackoff(INITIAL_DELAY, MAX_DELAY)
                .withJitter(JITTER)
                .withMaxRetries(call.retries());
        return policy.withMaxDuration(remaining).build();
    }

    /**
     * Opens after five failures in a row to get a connection, and is tried again after 5 s. While it is open, normal
     * queries ask both lanes at once instead of waiting for the standard one first; it never refuses anything.
     */
    public static CircuitBreaker<Object> standardLaneCircuitBreaker() {
        return CircuitBreaker.builder()
                .withFailureThreshold(FAILURE_THRESHOLD)
                .withDelay(OPEN_DURATION)
                .build();
    }

    /**
     * Spreads the beginnings of low-priority queries evenly.
     *
     * @param maxPerSecond how many may begin in a second
     */
    public static RateLimiter<Object> lowPriorityRateLimiter(int maxPerSecond) {
        return RateLimiter.smoothBuilder(maxPerSecond, Duration.ofSeconds(1)).build();
    }
}
