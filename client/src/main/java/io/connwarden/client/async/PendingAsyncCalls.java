package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryRejectedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The asynchronous calls that have not started. Each of them ends at its deadline or when the router is closed.
 * Thread-safe.
 */
public final class PendingAsyncCalls {
    private final Set<AsyncCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final DeadlineMonitor monitor;
    private final BiConsumer<Call, QueryException> onFailure;

    /**
     * Creates an empty registry.
     *
     * @param onFailure receives each call that ended before it started
     */
    public PendingAsyncCalls(DeadlineMonitor monitor, BiConsumer<Call, QueryException> onFailure) {
        this.monitor = monitor;
        this.onFailure = onFailure;
    }

    void add(AsyncCall<?> call) {
        calls.add(call);
        monitor.add(call);
    }

    void remove(AsyncCall<?> call) {
        calls.remove(call);
        monitor.remove(call);
    }

    int count() {
        return calls.size();
    }

    void fail(AsyncCall<?> async, QueryException exception) {
        onFailure.accept(async.call(), exception);
        async.future().completeExceptionally(exception);
    }

    void rejectAll(Function<Call, QueryRejectedException> reason) {
        for (AsyncCall<?> call : calls) {
            call.reject(reason.apply(call.call()));
        }
    }
}
