package io.connwarden.client.metrics;

import io.connwarden.client.query.Priority;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
import io.connwarden.client.status.Latency;
import io.connwarden.client.status.QueryStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts per query name. Names beyond the five hundredth are counted together, so that an application that puts ids
 * into names does not fill the memory.
 */
public final class QueryStatistics implements CallListener {
    /** Stands for every name that came too late for a row of its own. */
    public static final String OTHER_NAMES = "(other names)";

    static final int MAX_NAMES = 500;

    private static final class QueryCounters {
        final LatencyHistogram histogram = new LatencyHistogram();
        final Map<CallOutcome, LongAdder> outcomes = new EnumMap<>(CallOutcome.class);

        QueryCounters() {
            for (CallOutcome end : CallOutcome.values()) {
                outcomes.put(end, new LongAdder());
            }
        }
    }

    private final Map<String, QueryCounters> queries = new ConcurrentHashMap<>();

    @Override
    public void onCallEnded(String queryName, Priority priority, CallOutcome end, long nanos) {
        QueryCounters row = countersOf(queryName);
        row.histogram.record(nanos);
        // Nearly all succeed: those are what remains of the histogram's count.
        if (end != CallOutcome.SUCCEEDED) {
            Objects.requireNonNull(row.outcomes.get(end)).increment();
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
     * Every name's status, by name.
     *
     * @return a copy, sorted by name; a call that ends just then may count as succeeded for a moment
     */
    public Map<String, QueryStatus> status() {
        Map<String, QueryStatus> status = new TreeMap<>();
        queries.forEach((name, row) -> status.put(name, statusOf(row)));
        return status;
    }

    private static QueryStatus statusOf(QueryCounters counters) {
        Map<CallOutcome, Long> outcomes = new EnumMap<>(CallOutcome.class);
        counters.outcomes.forEach((end, count) -> putIfPositive(outcomes, end, count.sum()));
        // Read after the others, which are counted after it: never less than they are.
        Latency latency = counters.histogram.latency();
        long others = outcomes.values().stream().mapToLong(Long::longValue).sum();
        putIfPositive(outcomes, CallOutcome.SUCCEEDED, latency.count() - others);
        return new QueryStatus(latency, outcomes);
    }

    private static void putIfPositive(Map<CallOutcome, Long> outcomes, CallOutcome outcome, long count) {
        if (count > 0) {
            outcomes.put(outcome, count);
        }
    }
}
