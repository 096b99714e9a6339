package io.connwarden.standalone.environment;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A start on a separate thread, so that several servers start at the same time. */
public final class AsyncStart<T> {
    private final FutureTask<T> task;

    private AsyncStart(FutureTask<T> task) {
        this.task = task;
    }

    /** Starts the thread. */
    public static <T> AsyncStart<T> start(String name, Supplier<T> start) {
        FutureTask<T> task = new FutureTask<>(start::get);
        Thread thread = new Thread(task, "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return new AsyncStart<>(task);
    }

    /**
     * Waits for the start and returns its result.
     *
     * @throws RuntimeException the exception of the start, unchanged
     */
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

    /** Waits for the end of the start, successful or not. {@link #await} reports its result. */
    public void awaitCompletion() {
        try {
            task.get();
        } catch (ExecutionException e) {
            // Reported by await().
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
