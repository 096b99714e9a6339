package io.connwarden.client.status;

import java.util.Map;

/**
 * The statistics of one query name.
 *
 * @param latency latency of the calls
 * @param outcomes number of calls per outcome; outcomes without calls are absent
 */
public record QueryCounts(Latency latency, Map<CallOutcome, Long> outcomes) {
    /** Copies the map. */
    public QueryCounts {
        outcomes = Map.copyOf(outcomes);
    }
}
