package io.connwarden.sql.target;

import java.time.Duration;

/** Durations as the server takes them: fractional seconds. */
final class Seconds {
    private static final double NANOS = 1e9;

    private Seconds() {}

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }
}
