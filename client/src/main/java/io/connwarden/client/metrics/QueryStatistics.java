package io.connwarden.client.metrics;

import io.connwarden.client.query.Priority;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
import io.connwarden.client.status.Latency;
import io.connwarden.client.status.QueryCounts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters and the latency per query name. At most 500 names are counted separately, so that an application with
 * ids in its query names does not exhaust memory. Thread-safe.
 */
public final class QueryStatistics implements CallListener {
    /** The name under which all names beyond the limit are counted. */
    public static final String OTHER_NAMES = "(other names)";

    static final int MAX_NAMES = 500;

    private static final class QueryCounters {
        final LatencyHistogram histogram = new LatencyHistogram();
        final Map<CallOutcome, LongAdder> outcomes = new EnumMap<>(CallOutcome.class);

        QueryCounters() {
            for (CallOutcome outcome : CallOutcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
        }
    }

    private final Map<String, QueryCounters> queries = new ConcurrentHashMap<>();

    @Override
    public void onCallEnded(String queryName, Priority priority, CallOutcome outcome, long nanos) {
        QueryCounters row = countersOf(queryName);
        row.histogram.record(nanos);
        // Successful calls are not counted here: they are the total of the histogram minus the other outcomes.
        if (outcome != CallOutcome.SUCCEEDED) {
            Objects.requireNonNull(row.outcomes.get(outcome)).increment();
        }
    }

    private QueryCounters countersOf(String queryName) {
        QueryCounters counters = queries.get(queryName);
        if (counters != null) {
            return counters;
        }
        String name = queries.size() < MAX_NAMES ? queryName : OTHER_NAMES;
        return queries.computeIfAbsent(name, unused -> new QueryCounters());
    }

    /**
     * Returns the status by query name.
     *
     * @return a copy, sorted by name; a call that ends during the copy may count as succeeded for a short time
     */
    public Map<String, QueryCounts> status() {
        Map<String, QueryCounts> status = new TreeMap<>();
        queries.forEach((name, row) -> status.put(name, countsOf(row)));
        return status;
    }

    private static QueryCounts countsOf(QueryCounters counters) {
        Map<CallOutcome, Long> outcomes = new EnumMap<>(CallOutcome.class);
        counters.outcomes.forEach((outcome, count) -> putIfPositive(outcomes, outcome, count.sum()));
        // Read last. The histogram is incremented before the outcomes, so its total is never less than their sum.
        Latency latency = counters.histogram.latency();
        long others = outcomes.values().stream().mapToLong(Long::longValue).sum();
        putIfPositive(outcomes, CallOutcome.SUCCEEDED, latency.count() - others);
        return new QueryCounts(latency, outcomes);
    }

    private static void putIfPositive(Map<CallOutcome, Long> outcomes, CallOutcome outcome, long count) {
        if (count > 0) {
            outcomes.put(outcome, count);
        }
    }
}
