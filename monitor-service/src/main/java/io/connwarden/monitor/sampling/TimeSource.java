package io.connwarden.monitor.sampling;

import java.time.Instant;

/** The two kinds of time a watch needs. */
public interface TimeSource {

    /** For events: the time of day. May be set back and forth under us. */
    Instant now();

    /** For intervals: only ever forward; the origin means nothing. */
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
