package io.connwarden.monitor.sampling;

import java.time.Instant;

/** The two kinds of time a watch needs. */
public interface TimeSource {

    /** For events: the time of day. May be set back and forth under us. */
    Instant wall();

    /** For intervals: only ever forward; the origin means nothing. */
    long nanos();

    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant wall() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
