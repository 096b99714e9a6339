package io.connwarden.runtime;

import java.time.Duration;
import org.springframework.util.backoff.ExponentialBackOff;

/** The delays between retries: each is twice as long as the one before, up to a maximum, without an end. */
public final class RetryBackOff {
    private static final Duration INITIAL_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);
    private static final double MULTIPLIER = 2;

    private RetryBackOff() {}

    /** Returns delays from 100 ms to 5 s. */
    public static ExponentialBackOff standard() {
        return of(INITIAL_DELAY, MAX_DELAY);
    }

    /**
     * Returns delays between two bounds.
     *
     * @param initialDelay the delay after the first failure, at least 1 ms
     * @param maxDelay the upper bound of every delay
     */
    public static ExponentialBackOff of(Duration initialDelay, Duration maxDelay) {
        ExponentialBackOff backOff = new ExponentialBackOff(initialDelay.toMillis(), MULTIPLIER);
        backOff.setMaxInterval(maxDelay.toMillis());
        return backOff;
    }
}
