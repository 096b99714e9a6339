package io.connwarden.standalone.stack;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Something being started in a thread of its own, as starting is mostly waiting. */
public final class AsyncStart<T> {
    private final FutureTask<T> task;

    private AsyncStart(FutureTask<T> task) {
        this.task = task;
    }

    /** Begins at once. */
    public static <T> AsyncStart<T> start(String name, Supplier<T> start) {
        FutureTask<T> task = new FutureTask<>(start::get);
        Thread thread = new Thread(task, "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return new AsyncStart<>(task);
    }

    /** What was started, when it has. An exception of the start comes through as it was. */
    public T await() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    /** Waits until the start is over, whether it succeeds or not; what came of it is for {@link #await} to tell. */
    public void awaitCompletion() {
        try {
            task.get();
        } catch (ExecutionException e) {
            // Not asked for here.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
