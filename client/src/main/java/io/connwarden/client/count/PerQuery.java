package io.connwarden.client.count;

import io.connwarden.client.query.Priority;
import io.connwarden.client.status.CallEnd;
import io.connwarden.client.status.CallListener;
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
public final class PerQuery implements CallListener {
    /** Stands for every name that came too late for a row of its own. */
    public static final String OTHER_NAMES = "(other names)";

    static final int MOST_NAMES = 500;

    private static final class Row {
        final LatencyHistogram histogram = new LatencyHistogram();
        final Map<CallEnd, LongAdder> ends = new EnumMap<>(CallEnd.class);

        Row() {
            for (CallEnd end : CallEnd.values()) {
                ends.put(end, new LongAdder());
            }
        }
    }

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    @Override
    public void ended(String queryName, Priority priority, CallEnd end, long nanos) {
        Row row = rowOf(queryName);
        row.histogram.record(nanos);
        // Nearly all succeed: those are what remains of the histogram's count.
        if (end != CallEnd.SUCCEEDED) {
            Objects.requireNonNull(row.ends.get(end)).increment();
        }
    }

    private Row rowOf(String queryName) {
        Row row = rows.get(queryName);
        if (row != null) {
            return row;
        }
        String name = rows.size() < MOST_NAMES ? queryName : OTHER_NAMES;
        return rows.computeIfAbsent(name, unused -> new Row());
    }

    /**
     * Every name's status, by name.
     *
     * @return a copy, sorted by name; a call that ends just then may count as succeeded for a moment
     */
    public Map<String, QueryStatus> status() {
        Map<String, QueryStatus> status = new TreeMap<>();
        rows.forEach((name, row) -> status.put(name, statusOf(row)));
        return status;
    }

    private static QueryStatus statusOf(Row row) {
        Map<CallEnd, Long> ends = new EnumMap<>(CallEnd.class);
        row.ends.forEach((end, count) -> putIfAny(ends, end, count.sum()));
        // Read after the others, which are counted after it: never less than they are.
        Latency latency = row.histogram.latency();
        long others = ends.values().stream().mapToLong(Long::longValue).sum();
        putIfAny(ends, CallEnd.SUCCEEDED, latency.count() - others);
        return new QueryStatus(latency, ends);
    }

    private static void putIfAny(Map<CallEnd, Long> ends, CallEnd end, long count) {
        if (count > 0) {
            ends.put(end, count);
        }
    }
}
