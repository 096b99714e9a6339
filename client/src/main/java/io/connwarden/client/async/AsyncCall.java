package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous call. It waits for a permit and then runs on a thread of its priority. If its deadline passes before
 * it starts, the deadline monitor ends it.
 */
final class AsyncCall<T extends @Nullable Object> implements Runnable, DeadlineTask {
    private final Call call;
    private final Query<T> query;
    private final Stage stage;
    private final PendingAsyncCalls pending;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<T> future = new CallFuture();
    private Runnable dequeue = () -> {};

    AsyncCall(Call call, Query<T> query, Stage stage, PendingAsyncCalls pending) {
        this.call = call;
        this.query = query;
        this.stage = stage;
        this.pending = pending;
    }

    /**
     * The caller's future. Its cancel method ends the call in any phase and cancels a running statement on the server.
     */
    private final class CallFuture extends CompletableFuture<T> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                call.cancel();
                cancelPending();
            }
            return cancelled;
        }
    }

    private void cancelPending() {
        if (removeIfPending()) {
            pending.fail(
                    this,
                    new QueryInterruptedException(
                            "Query '" + call.name() + "' was cancelled before it started",
                            call.ending(FailureEffect.NONE),
                            null));
        }
    }

    Call call() {
        return call;
    }

    CompletableFuture<T> future() {
        return future;
    }

    /**
     * Registers the call as pending. Called before the call enters a queue.
     *
     * @param newDequeue removes the call from its queue
     */
    void onEnqueued(Runnable newDequeue) {
        dequeue = newDequeue;
        pending.add(this);
    }

    @Override
    public void run() {
        Runnable complete = () -> {};
        try {
            if (started.compareAndSet(false, true)) {
                pending.remove(this);
                complete = runStages();
            }
        } finally {
            try {
                call.releaseQueuePermit();
            } finally {
                // Last, because a callback of the future may need a permit itself.
                complete.run();
            }
        }
    }

    private Runnable runStages() {
        call.onAbandoned(e -> completeOnOtherThread(() -> future.completeExceptionally(e)));
        try {
            T answer = stage.run(call, query);
            return () -> future.complete(answer);
        } catch (RuntimeException | Error e) {
            return () -> future.completeExceptionally(e);
        }
    }

    /** Runs a completion on another thread. The current thread may hold a lock and must not run callbacks. */
    void completeOnOtherThread(Runnable task) {
        CompletionExecutor.SHARED.execute(task);
    }

    @Override
    public void checkDeadline(long now) {
        if (call.deadline().isExpired(now) && removeIfPending()) {
            completeOnOtherThread(() -> pending.fail(this, timeout()));
        }
    }

    @Override
    public String description() {
        return "query '" + call.name() + "'";
    }

    private QueryTimeoutException timeout() {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' timed out after "
                        + call.deadline().timeout().toMillis() + " ms in the queue; it was not executed",
                call.ending(FailureEffect.NONE),
                null);
    }

    /** Removes the call if it has not started. Returns false if it has. */
    private boolean removeIfPending() {
        if (!started.compareAndSet(false, true)) {
            return false;
        }
        pending.remove(this);
        dequeue.run();
        // The permit may have been granted although no thread could be started.
        call.releaseQueuePermit();
        return true;
    }

    void reject(QueryRejectedException reason) {
        if (removeIfPending()) {
            pending.fail(this, reason);
        }
    }
}
