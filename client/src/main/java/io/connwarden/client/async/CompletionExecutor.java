package io.connwarden.client.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor that completes futures on another thread, so that callbacks cannot delay the current thread. If no
 * thread can be started, the current thread completes the future. Thread-safe.
 */
public final class CompletionExecutor implements Executor {
    /** Uses the default executor of {@link CompletableFuture}. */
    public static final Executor SHARED = new CompletionExecutor(new CompletableFuture<>().defaultExecutor());

    private static final Logger LOG = LoggerFactory.getLogger(CompletionExecutor.class);

    private final Executor delegate;

    CompletionExecutor(Executor delegate) {
        this.delegate = delegate;
    }

    @Override
    public void execute(Runnable task) {
        try {
            delegate.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.warn(
                    "Could not start a thread for the callbacks of a future; the current thread runs them and is delayed",
                    e);
            task.run();
        }
    }
}
