package io.connwarden.client.deadline;

import java.time.Duration;

/**
 * The moment by which a call must be over.
 *
 * @param startedAt when the call began, by the same clock
 * @param expiresAt when it must be over
 */
public record Deadline(long startedAt, long expiresAt) {

    public static Deadline after(Duration timeout, NanoClock clock) {
        long now = clock.nanos();
        return new Deadline(now, now + timeout.toNanos());
    }

    /** Nanoseconds left; zero or less when it has passed. */
    public long remaining(long now) {
        return expiresAt - now;
    }

    public boolean isExpired(long now) {
        return remaining(now) <= 0;
    }

    /** The whole time allowed. */
    public Duration timeout() {
        return Duration.ofNanos(expiresAt - startedAt);
    }
}
