package io.connwarden.monitor.sampling;

import java.time.Instant;

/** The wall clock and the monotonic clock of a target monitor. */
public interface TimeSource {

    /** Returns the wall-clock time for events. It may be set back or forward. */
    Instant now();

    /** Returns the monotonic time for intervals, with an arbitrary origin. */
    long nanoTime();

    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }
}
