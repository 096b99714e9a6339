package io.connwarden.client.metrics;

import io.connwarden.client.call.Call;
import io.connwarden.client.lane.LaneEvents;
import io.connwarden.client.query.Priority;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
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
public final class CallCounters implements CallListener, LaneEvents {
    private static final int MAX_ABANDONED = 20;
    private static final int MAX_FRAMES_LOGGED = 15;
    private static final Logger LOG = LoggerFactory.getLogger(CallCounters.class);

    private final Map<CallOutcome, LongAdder> outcomes = new EnumMap<>(CallOutcome.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final Deque<AbandonedConnection> lastAbandoned = new ArrayDeque<>();

    /** Nothing counted yet. */
    public CallCounters() {
        for (CallOutcome end : CallOutcome.values()) {
            outcomes.put(end, new LongAdder());
        }
    }

    @Override
    public void onCallEnded(String queryName, Priority priority, CallOutcome end, long nanos) {
        counter(end).increment();
    }

    /**
     * An attempt after the first is made.
     *
     * @param call which
     */
    public void onRetry(Call call) {
        retries.increment();
    }

    @Override
    public void onCancel(Call call) {
        cancelled.increment();
    }

    @Override
    public void onFallback(Call call) {
        fallbacks.increment();
    }

    @Override
    public void onAbandoned(AbandonedConnection connection) {
        synchronized (lastAbandoned) {
            lastAbandoned.addLast(connection);
            while (lastAbandoned.size() > MAX_ABANDONED) {
                lastAbandoned.removeFirst();
            }
        }
        // Last, so that whoever sees the count finds the connection too.
        abandoned.increment();
        LOG.warn(
                "Query '{}' held a {} connection for {} ms, past its deadline, on thread '{}'; the connection was "
                        + "taken away. It is at {}",
                connection.queryName(),
                connection.lane(),
                connection.heldFor().toMillis(),
                connection.threadName(),
                connection.stackTrace().stream().limit(MAX_FRAMES_LOGGED).toList());
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
        long calls = outcomes.values().stream().mapToLong(LongAdder::sum).sum();
        return new Totals(
                calls,
                counter(CallOutcome.FAILED).sum(),
                retries.sum(),
                counter(CallOutcome.TIMED_OUT).sum(),
                counter(CallOutcome.REJECTED).sum(),
                counter(CallOutcome.INTERRUPTED).sum(),
                cancelled.sum(),
                fallbacks.sum(),
                abandoned.sum());
    }

    private LongAdder counter(CallOutcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
