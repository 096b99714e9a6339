package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.deadline.NanoClock;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A hint that pooled connections may be dead. Each connection that is lost in use raises it for 10 s, because a server
 * that has terminated one session has probably terminated more. While the hint is raised, connections are validated
 * before use. A retry is then not wasted on a dead connection, and a write that cannot be retried does not fail on
 * one. Thread-safe.
 */
final class StaleConnectionHint {
    private static final Duration DURATION = Duration.ofSeconds(10);

    private final NanoClock clock;
    private volatile long raisedUntil;

    StaleConnectionHint(NanoClock clock) {
        this.clock = clock;
        this.raisedUntil = clock.nanos();
    }

    /** Raises the hint if the connection of a lease was lost, and not closed by the router itself. */
    void raiseAfter(AttemptTracker tracker, SQLException failure) {
        if (tracker.cancelReason() == null && FailureClass.of(failure) == FailureClass.CONNECTION_LOST) {
            raise();
        }
    }

    void raise() {
        raisedUntil = clock.nanos() + DURATION.toNanos();
    }

    boolean isRaised(long now) {
        return raisedUntil - now > 0;
    }
}
