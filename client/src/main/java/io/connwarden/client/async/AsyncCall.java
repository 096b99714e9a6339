package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.Watched;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call that waits for a thread and is then run by it; ended by the watch when its deadline passes before. */
final class AsyncCall<T extends @Nullable Object> implements Runnable, Watched {
    private final Call call;
    private final Query<T> query;
    private final Stage stage;
    private final Unbegun unbegun;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> future = new Outcome();
    private Runnable leaveLine = () -> {};

    AsyncCall(Call call, Query<T> query, Stage stage, Unbegun unbegun) {
        this.call = call;
        this.query = query;
        this.stage = stage;
        this.unbegun = unbegun;
    }

    /** Cancelling it ends the call wherever it is; a running statement is cancelled on the server. */
    private final class Outcome extends CompletableFuture<T> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                call.withdraw();
                withdrawUnbegun();
            }
            return cancelled;
        }
    }

    private void withdrawUnbegun() {
        if (endUnbegun()) {
            unbegun.ends(
                    this,
                    new QueryInterruptedException(
                            "Query '" + call.name() + "' was cancelled before it was begun",
                            call.ending(Effect.NONE),
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
     * @param leave takes it out of the line it waits in
     */
    void waitsInLine(Runnable leave) {
        leaveLine = leave;
        unbegun.add(this);
    }

    @Override
    public void run() {
        Runnable tell = () -> {};
        try {
            if (begun.compareAndSet(false, true)) {
                unbegun.remove(this);
                tell = outcome();
            }
        } finally {
            try {
                call.leaveTurn();
            } finally {
                // What hangs on the future runs only now, for it may want a turn itself.
                tell.run();
            }
        }
    }

    private Runnable outcome() {
        call.onAbandonment(e -> elsewhere(() -> future.completeExceptionally(e)));
        try {
            T answer = stage.run(call, query);
            return () -> future.complete(answer);
        } catch (RuntimeException | Error e) {
            return () -> future.completeExceptionally(e);
        }
    }

    /** Away from this thread, which may hold a lock or have no time for what hangs on the future. */
    void elsewhere(Runnable what) {
        Elsewhere.ELSEWHERE.execute(what);
    }

    @Override
    public void look(long now) {
        if (call.deadline().passed(now) && endUnbegun()) {
            elsewhere(() -> unbegun.ends(this, tooLate()));
        }
    }

    private QueryTimeoutException tooLate() {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' was not begun within "
                        + call.deadline().allowed().toMillis() + " ms: others were in line before it",
                call.ending(Effect.NONE),
                null);
    }

    /** Ends it without running it. False when it has been begun. */
    private boolean endUnbegun() {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        unbegun.remove(this);
        leaveLine.run();
        // Its turn may have come, and no thread with it.
        call.leaveTurn();
        return true;
    }

    void refuse(QueryRefusedException reason) {
        if (endUnbegun()) {
            unbegun.ends(this, reason);
        }
    }
}
