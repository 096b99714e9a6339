package io.connwarden.client.metrics;

import io.connwarden.client.call.Call;
import io.connwarden.client.lane.LaneListener;
import io.connwarden.client.query.Priority;
import io.connwarden.client.status.AbandonedConnection;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
import io.connwarden.client.status.Totals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of a router for calls, retries and connections. Thread-safe. */
public final class CallCounters implements CallListener, LaneListener {
    private static final int MAX_ABANDONED = 20;
    private static final int MAX_LOGGED_FRAMES = 15;
    private static final Logger LOG = LoggerFactory.getLogger(CallCounters.class);

    private final Map<CallOutcome, LongAdder> outcomes = new EnumMap<>(CallOutcome.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder cancelRequests = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final Deque<AbandonedConnection> lastAbandoned = new ArrayDeque<>();

    /** Creates counters with value 0. */
    public CallCounters() {
        for (CallOutcome outcome : CallOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    @Override
    public void onCallEnded(String queryName, Priority priority, CallOutcome outcome, long nanos) {
        counter(outcome).increment();
    }

    /**
     * Counts a retry.
     *
     * @param call the call that is retried
     */
    public void onRetry(Call call) {
        retries.increment();
    }

    @Override
    public void onCancel(Call call) {
        cancelRequests.increment();
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
        // Incremented last, so that the record is visible when the count is.
        abandoned.increment();
        LOG.warn(
                "Query '{}' did not return by its deadline and held a connection of the {} lane for {} ms on thread"
                        + " '{}'; the connection was reclaimed and is closed, the pool opens another. Stack: {}",
                connection.queryName(),
                connection.lane().name().toLowerCase(Locale.ROOT),
                connection.heldFor().toMillis(),
                connection.threadName(),
                connection.stackTrace().stream().limit(MAX_LOGGED_FRAMES).toList());
    }

    /**
     * Returns the last {@value #MAX_ABANDONED} abandoned connections in order of time.
     *
     * @return a copy
     */
    public List<AbandonedConnection> lastAbandoned() {
        synchronized (lastAbandoned) {
            return List.copyOf(lastAbandoned);
        }
    }

    /**
     * Returns the totals since the router was opened.
     *
     * @return the totals, read one after the other
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
                cancelRequests.sum(),
                fallbacks.sum(),
                abandoned.sum());
    }

    private LongAdder counter(CallOutcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
