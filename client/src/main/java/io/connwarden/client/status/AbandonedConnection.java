package io.connwarden.client.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A connection that a query held past its deadline and that was evicted from its pool.
 *
 * @param queryName name of the query
 * @param lane lane of the connection
 * @param threadName name of the thread that held the connection
 * @param heldFor time from acquisition to eviction
 * @param stackTrace stack of that thread at detection, innermost frame first
 * @param detectedAt time of detection by the wall clock
 */
public record AbandonedConnection(
        String queryName,
        LaneName lane,
        String threadName,
        Duration heldFor,
        List<StackTraceElement> stackTrace,
        Instant detectedAt) {
    /** Copies the stack trace. */
    public AbandonedConnection {
        stackTrace = List.copyOf(stackTrace);
    }
}
