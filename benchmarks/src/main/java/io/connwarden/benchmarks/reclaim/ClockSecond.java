package io.connwarden.benchmarks.reclaim;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;

/** The position within a second of the clock, which the phase of a round refers to. */
final class ClockSecond {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private ClockSecond() {}

    /** Returns the time until the clock reaches the given fraction of a second, 0 to below 1. */
    static Duration untilFraction(double fraction) {
        return untilFraction(fraction, Instant.now());
    }

    static Duration untilFraction(double fraction, Instant now) {
        long wanted = (long) (fraction * NANOS);
        return Duration.ofNanos(Math.floorMod(wanted - now.get(ChronoField.NANO_OF_SECOND), NANOS));
    }

    /** Waits until the clock reaches the given fraction of a second. */
    static void awaitFraction(double fraction) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(untilFraction(fraction).toNanos());
    }

    /** Waits until a time of the clock; not at all if it has passed. */
    static void awaitTime(Instant time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Duration.between(Instant.now(), time).toNanos());
    }
}
