package io.connwarden.monitor.sampling;

import java.time.Duration;
import java.time.Instant;

/** A clock that advances only by calls. */
final class FakeTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private long nanos;
    private Duration clockShift = Duration.ZERO;

    @Override
    public Instant now() {
        return START.plusNanos(nanos).plus(clockShift);
    }

    @Override
    public long nanoTime() {
        // A real nanoTime may begin anywhere, also just before it overflows.
        return Long.MAX_VALUE - 1_000_000_000L + nanos;
    }

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    /** Sets the clock back or forward. */
    void shiftClock(Duration shift) {
        clockShift = clockShift.plus(shift);
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos);
    }
}
