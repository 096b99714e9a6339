package io.connwarden.client.lane;

import io.connwarden.client.deadline.NanoClock;
import java.time.Duration;

/**
 * Whether pooled connections may be dead without the pool knowing. Raised by each connection that is lost in use, for
 * a few seconds: where one session was ended on the server, others probably were. While it is raised, connections are
 * checked before use, so that a repetition is not wasted on the next dead one, and a write that may not be repeated
 * does not meet one at all. Thread-safe.
 */
final class StaleConnectionHint {
    private static final Duration DURATION = Duration.ofSeconds(10);

    private final NanoClock clock;
    private volatile long raisedUntil;

    StaleConnectionHint(NanoClock clock) {
        this.clock = clock;
        this.raisedUntil = clock.nanos();
    }

    void raise() {
        raisedUntil = clock.nanos() + DURATION.toNanos();
    }

    boolean isRaised(long now) {
        return raisedUntil - now > 0;
    }
}
