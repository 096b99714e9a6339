package io.connwarden.client.status;

import java.util.Map;

/**
 * What became of the calls of one query name.
 *
 * @param latency how long they took
 * @param outcomes how often each end was met; ends never met are absent
 */
public record QueryStatus(Latency latency, Map<CallOutcome, Long> outcomes) {
    /** Takes a copy of the map. */
    public QueryStatus {
        outcomes = Map.copyOf(outcomes);
    }
}
