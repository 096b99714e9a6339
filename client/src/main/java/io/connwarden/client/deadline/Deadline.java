package io.connwarden.client.deadline;

import java.time.Duration;

/**
 * The time limit of a call.
 *
 * @param startedAt start of the call, in nanoseconds of the router's clock
 * @param expiresAt end of the time limit, in nanoseconds of the same clock
 */
public record Deadline(long startedAt, long expiresAt) {
    private static final long UNLIMITED = Long.MAX_VALUE / 4;

    public static Deadline after(Duration timeout, NanoClock clock) {
        long now = clock.nanos();
        return new Deadline(now, now + timeout.toNanos());
    }

    /** Returns a deadline that never expires. */
    public static Deadline none(NanoClock clock) {
        long now = clock.nanos();
        return new Deadline(now, now + UNLIMITED);
    }

    /** Returns this deadline, or the end of the other one if that is earlier. */
    public Deadline atMost(Deadline other) {
        return expiresAt - other.expiresAt <= 0 ? this : new Deadline(startedAt, other.expiresAt);
    }

    public boolean isUnlimited() {
        return expiresAt - startedAt >= UNLIMITED;
    }

    /** Returns the remaining nanoseconds; zero or less if the deadline has expired. */
    public long remaining(long now) {
        return expiresAt - now;
    }

    public boolean isExpired(long now) {
        return remaining(now) <= 0;
    }

    /** Returns the time from start to expiry. */
    public Duration timeout() {
        return Duration.ofNanos(expiresAt - startedAt);
    }
}
