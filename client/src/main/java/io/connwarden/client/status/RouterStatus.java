package io.connwarden.client.status;

import io.connwarden.client.pressure.LowPriority;
import java.util.List;
import java.util.Map;

/**
 * The router at one moment. The numbers are read one after the other, so under load they need not add up exactly.
 *
 * @param queueLength low-priority calls that wait for their turn
 * @param isProcessingQueue whether low-priority calls are being processed
 * @param waitingForThread asynchronous calls not begun, those in the queue included
 * @param lowPriority how low priority is treated, and why
 * @param standard the lane of normal and low priority
 * @param reserved the lane of high priority
 * @param totals counts since the router was opened
 * @param abandoned the last twenty connections taken away, oldest first
 * @param queries per query name
 */
public record RouterStatus(
        int queueLength,
        boolean isProcessingQueue,
        int waitingForThread,
        LowPriority lowPriority,
        LaneStatus standard,
        LaneStatus reserved,
        Totals totals,
        List<AbandonedConnection> abandoned,
        Map<String, QueryStatus> queries) {
    /** Takes copies of the collections. */
    public RouterStatus {
        abandoned = List.copyOf(abandoned);
        queries = Map.copyOf(queries);
    }
}
