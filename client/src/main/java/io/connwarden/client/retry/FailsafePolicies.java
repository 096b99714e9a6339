package io.connwarden.client.retry;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.Call;
import java.time.Duration;

/** The policies of the Failsafe library that the router uses. */
public final class FailsafePolicies {
    static final Duration INITIAL_DELAY = Duration.ofMillis(50);
    static final Duration MAX_DELAY = Duration.ofSeconds(2);
    private static final double JITTER = 0.3;

    private static final int FAILURE_THRESHOLD = 5;
    private static final Duration OPEN_DURATION = Duration.ofSeconds(5);

    private FailsafePolicies() {}

    /**
     * Returns the retry policy of a call. The delay is 50 ms after the first failure and doubles up to 2 s. A jitter
     * of 30 % keeps callers from retrying at the same time. No retry starts after the call's deadline.
     *
     * @param remaining time until the deadline
     */
    static RetryPolicy<Object> retryPolicy(Call call, Duration remaining) {
        RetryPolicyBuilder<Object> policy = RetryPolicy.builder()
                .handleIf(failure -> failure instanceof AttemptFailedException attempt
                        && RetryDecider.decide(call.type(), call.isIdempotent(), attempt.failure())
                                instanceof RetryDecision.Retry)
                .withBackoff(INITIAL_DELAY, MAX_DELAY)
                .withJitter(JITTER)
                .withMaxRetries(call.retryAttempts());
        return policy.withMaxDuration(remaining).build();
    }

    /**
     * Returns the circuit breaker of a lane. It opens after five failures in a row to acquire a connection, for 5 s.
     * While it is open, calls that may use both lanes prefer the other one. It never rejects a call.
     */
    public static CircuitBreaker<Object> laneCircuitBreaker() {
        return CircuitBreaker.builder()
                .withFailureThreshold(FAILURE_THRESHOLD)
                .withDelay(OPEN_DURATION)
                .build();
    }

    /**
     * Returns a limiter that spreads the start of low-priority queries evenly.
     *
     * @param maxPerSecond maximum number of queries that start per second
     */
    public static RateLimiter<Object> lowPriorityRateLimiter(int maxPerSecond) {
        return RateLimiter.smoothBuilder(maxPerSecond, Duration.ofSeconds(1)).build();
    }
}
