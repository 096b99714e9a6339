package io.connwarden.client.count;

import io.connwarden.client.call.Call;
import io.connwarden.client.lane.LaneEvents;
import io.connwarden.client.query.Priority;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.CallEnd;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.Totals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts everything that happens to calls and connections. Thread-safe. */
public final class Tally implements CallListener, LaneEvents {
    private static final int ABANDONED_KEPT = 20;
    private static final int FRAMES_LOGGED = 15;
    private static final Logger log = LoggerFactory.getLogger(Tally.class);

    private final Map<CallEnd, LongAdder> ends = new EnumMap<>(CallEnd.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final Deque<AbandonedConnection> lastAbandoned = new ArrayDeque<>();

    /** Nothing counted yet. */
    public Tally() {
        for (CallEnd end : CallEnd.values()) {
            ends.put(end, new LongAdder());
        }
    }

    @Override
    public void ended(String queryName, Priority priority, CallEnd end, long nanos) {
        count(end).increment();
    }

    /**
     * An attempt after the first is made.
     *
     * @param call which
     */
    public void retried(Call call) {
        retries.increment();
    }

    @Override
    public void cancels(Call call) {
        cancelled.increment();
    }

    @Override
    public void fellBack(Call call) {
        fallbacks.increment();
    }

    @Override
    public void abandoned(AbandonedConnection connection) {
        synchronized (lastAbandoned) {
            lastAbandoned.addLast(connection);
            while (lastAbandoned.size() > ABANDONED_KEPT) {
                lastAbandoned.removeFirst();
            }
        }
        // Last, so that whoever sees the count finds the connection too.
        abandoned.increment();
        log.warn(
                "Query '{}' held a {} connection for {} ms, past its deadline, on thread '{}'; the connection was "
                        + "taken away. It is at {}",
                connection.queryName(),
                connection.lane(),
                connection.heldFor().toMillis(),
                connection.thread(),
                connection.place().stream().limit(FRAMES_LOGGED).toList());
    }

    /**
     * The last twenty, oldest first.
     *
     * @return a copy
     */
    public List<AbandonedConnection> lastAbandoned() {
        synchronized (lastAbandoned) {
            return List.copyOf(lastAbandoned);
        }
    }

    /**
     * Everything counted so far.
     *
     * @return the numbers one after the other, not all of one moment
     */
    public Totals totals() {
        long calls = ends.values().stream().mapToLong(LongAdder::sum).sum();
        return new Totals(
                calls,
                count(CallEnd.FAILED).sum(),
                retries.sum(),
                count(CallEnd.TIMED_OUT).sum(),
                count(CallEnd.REFUSED).sum(),
                count(CallEnd.INTERRUPTED).sum(),
                cancelled.sum(),
                fallbacks.sum(),
                abandoned.sum());
    }

    private LongAdder count(CallEnd end) {
        return Objects.requireNonNull(ends.get(end));
    }
}
