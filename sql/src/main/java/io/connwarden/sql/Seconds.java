package io.connwarden.sql;

import java.time.Duration;

/** The conversion of durations to the fractional seconds of PostgreSQL, and back. */
public final class Seconds {
    private static final double NANOS_PER_SECOND = 1e9;

    private Seconds() {}

    /** Returns the duration in seconds. */
    public static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    /** Returns the duration of so many seconds. */
    public static Duration toDuration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }
}
