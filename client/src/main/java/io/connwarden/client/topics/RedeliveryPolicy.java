package io.connwarden.client.topics;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The redelivery of a record that the listener of a consumer group did not handle. The delay doubles with each attempt.
 * Meanwhile the partition waits, so that the order of its records is kept; other partitions go on.
 *
 * @param initialDelay delay after the first attempt, 1 ms to 1 h
 * @param maxDelay maximum delay, 1 ms to 1 h, not less than {@code initialDelay}
 * @param maxAttempts maximum number of deliveries of a record, 1 to 1,000,000
 */
public record RedeliveryPolicy(Duration initialDelay, Duration maxDelay, int maxAttempts) {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofHours(1);

    /**
     * Creates a policy.
     *
     * @throws IllegalArgumentException with the value and its range
     */
    public RedeliveryPolicy {
        Checks.requireInRange("initialDelay", initialDelay, MIN, MAX);
        Checks.requireInRange("maxDelay", maxDelay, initialDelay, MAX);
        Checks.requireInRange("maxAttempts", maxAttempts, 1, 1_000_000);
    }

    /**
     * Returns the default: ten deliveries, with delays from 1 s to 1 min, about four minutes in total.
     *
     * @return the default policy
     */
    public static RedeliveryPolicy standard() {
        return new RedeliveryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 10);
    }

    /** Returns the delay after an attempt, 1 or more. */
    Duration delayAfter(int attempt) {
        Duration delay = initialDelay;
        for (int i = 1; i < attempt && delay.compareTo(maxDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
