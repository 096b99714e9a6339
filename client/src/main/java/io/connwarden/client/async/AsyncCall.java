package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call that waits for a thread and is then run by it; ended by the watch when its deadline passes before. */
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

    /** Cancelling it ends the call wherever it is; a running statement is cancelled on the server. */
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
                            "Query '" + call.name() + "' was cancelled before it was begun",
                            call.ending(Applied.NO),
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
     * Before it is offered to any line.
     *
     * @param newDequeue takes it out of the line it waits in
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
                call.releaseTurn();
            } finally {
                // What hangs on the future runs only now, for it may want a turn itself.
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

    /** Away from this thread, which may hold a lock or have no time for what hangs on the future. */
    void completeOnOtherThread(Runnable task) {
        CompletionExecutor.SHARED.execute(task);
    }

    @Override
    public void checkDeadline(long now) {
        if (call.deadline().isExpired(now) && removeIfPending()) {
            completeOnOtherThread(() -> pending.fail(this, timeout()));
        }
    }

    private QueryTimeoutException timeout() {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' was not begun within "
                        + call.deadline().timeout().toMillis() + " ms: others were in line before it",
                call.ending(Applied.NO),
                null);
    }

    /** Ends it without running it. False when it has been begun. */
    private boolean removeIfPending() {
        if (!started.compareAndSet(false, true)) {
            return false;
        }
        pending.remove(this);
        dequeue.run();
        // Its turn may have come, and no thread with it.
        call.releaseTurn();
        return true;
    }

    void reject(QueryRejectedException reason) {
        if (removeIfPending()) {
            pending.fail(this, reason);
        }
    }
}
