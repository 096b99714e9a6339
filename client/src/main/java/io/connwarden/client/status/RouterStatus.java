package io.connwarden.client.status;

import io.connwarden.client.throttle.LowPriorityThrottle;
import java.util.List;
import java.util.Map;

/**
 * The router at one moment. The numbers are read one after the other, so under load they need not add up exactly.
 *
 * @param queueLength low-priority calls that wait for their turn
 * @param isProcessingQueue whether low-priority calls are being processed
 * @param pendingAsyncCalls asynchronous calls not begun, those in the queue included
 * @param lowPriorityThrottle how low priority is treated, and why
 * @param standard the lane of normal and low priority
 * @param reserved the lane of high priority
 * @param totals counts since the router was opened
 * @param abandonedConnections the last twenty connections taken away, oldest first
 * @param queries per query name
 */
public record RouterStatus(
        int queueLength,
        boolean isProcessingQueue,
        int pendingAsyncCalls,
        LowPriorityThrottle lowPriorityThrottle,
        LaneStatus standard,
        LaneStatus reserved,
        Totals totals,
        List<AbandonedConnection> abandonedConnections,
        Map<String, QueryStatus> queries) {
    /** Takes copies of the collections. */
    public RouterStatus {
        abandonedConnections = List.copyOf(abandonedConnections);
        queries = Map.copyOf(queries);
    }
}
