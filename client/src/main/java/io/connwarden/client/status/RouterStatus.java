package io.connwarden.client.status;

import java.util.List;
import java.util.Map;

/**
 * The status of a router. The numbers are read one after the other and may differ slightly under load.
 *
 * @param queueLength low-priority calls that wait in the queue
 * @param isProcessingQueue true while low-priority calls run
 * @param pendingAsyncCalls asynchronous calls that have not started, including calls in the queue
 * @param lowPriorityLimit current limit of low priority, with its reason
 * @param standard lane of normal and low priority
 * @param reserved lane of high priority
 * @param totals counters since the router was opened
 * @param abandonedConnections the last 20 abandoned connections, in order of detection
 * @param queries statistics per query name
 */
public record RouterStatus(
        int queueLength,
        boolean isProcessingQueue,
        int pendingAsyncCalls,
        LowPriorityLimit lowPriorityLimit,
        LaneStatus standard,
        LaneStatus reserved,
        Totals totals,
        List<AbandonedConnection> abandonedConnections,
        Map<String, QueryCounts> queries) {
    /** Copies the collections. */
    public RouterStatus {
        abandonedConnections = List.copyOf(abandonedConnections);
        queries = Map.copyOf(queries);
    }
}
