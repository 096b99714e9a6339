package io.connwarden.client.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A connection that was held long past its query's deadline and has been taken away.
 *
 * @param queryName the query that held it
 * @param lane the lane whose connection it was
 * @param threadName name of the thread that held it
 * @param heldFor from taking to taking away
 * @param stackTrace where that thread was when it was found, innermost frame first, the call of the router among them
 * @param detectedAt by the wall clock
 */
public record AbandonedConnection(
        String queryName,
        LaneName lane,
        String threadName,
        Duration heldFor,
        List<StackTraceElement> stackTrace,
        Instant detectedAt) {
    /** Takes a copy of the place. */
    public AbandonedConnection {
        stackTrace = List.copyOf(stackTrace);
    }
}
