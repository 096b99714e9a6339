package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.permit.FairQueue;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.queue.QueueExceptions;
import io.connwarden.client.queue.ThrottledQueue;
import io.connwarden.client.settings.LaneSizes;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.throttle.Throttle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The executors of asynchronous calls, one per priority. Each priority has its own bounded queue and its own permits.
 * There is one permit per connection that the priority may hold, so that no priority waits for another. Thread-safe.
 */
public final class AsyncCalls implements AutoCloseable {
    private static final String ONE_FLOW = "";

    private final PriorityExecutor high;
    private final PriorityExecutor normal;
    private final PriorityExecutor low;
    private final Stage stage;
    private final PendingAsyncCalls pending;

    /**
     * Creates the executors of the three priorities. Their threads are started on demand.
     *
     * @param lowPriorityQueue the queue that asynchronous and synchronous calls of low priority share
     */
    public AsyncCalls(
            RouterSettings settings,
            Stage stage,
            ThrottledQueue lowPriorityQueue,
            QueueExceptions exceptions,
            DeadlineMonitor monitor,
            PendingAsyncCalls pending) {
        String name = settings.database().applicationName();
        LaneSizes sizes = settings.sizes();
        this.high = new PriorityExecutor(
                name + "-high", queue(sizes, sizes.reservedConnections(), monitor), AsyncCalls::queueFull);
        this.normal = new PriorityExecutor(
                name + "-normal",
                queue(sizes, sizes.standardConnections() + sizes.fallbackConnections(), monitor),
                AsyncCalls::queueFull);
        this.low = new PriorityExecutor(name + "-low", lowPriorityQueue, exceptions::rejected);
        this.stage = stage;
        this.pending = pending;
    }

    private static ThrottledQueue queue(LaneSizes sizes, int maxRunning, DeadlineMonitor monitor) {
        return new ThrottledQueue(new FairQueue(sizes.queueCapacity(), maxRunning, Throttle.OPEN), monitor);
    }

    /** Submits a call. Never blocks and never throws; every failure is reported through the future. */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Call call, Query<T> query) {
        AsyncCall<T> async = new AsyncCall<>(call, query, stage, pending);
        switch (call.priority()) {
            case HIGH -> high.submit(async, ONE_FLOW);
            case NORMAL -> normal.submit(async, ONE_FLOW);
            case LOW -> low.submit(async, call.name());
        }
        return async.future();
    }

    private static QueryRejectedException queueFull(Admission.Rejected rejected, Call call) {
        return rejected(
                call,
                rejected.waiting() + " calls of the same priority are waiting. Retry later, or raise queueCapacity");
    }

    static QueryRejectedException routerClosed(Call call) {
        return rejected(call, "the router is closed");
    }

    private static QueryRejectedException rejected(Call call, String reason) {
        return new QueryRejectedException("Query '" + call.name() + "' was rejected: " + reason, call.name());
    }

    /** Returns the number of calls that have not started. */
    public int pendingCount() {
        return pending.count();
    }

    /** Rejects pending and further calls. Running calls end at their deadlines or when their connections are closed. */
    @Override
    public void close() {
        pending.rejectAll(AsyncCalls::routerClosed);
        high.close();
        normal.close();
        low.close();
    }
}
