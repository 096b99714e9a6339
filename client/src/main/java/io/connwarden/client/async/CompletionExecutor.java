package io.connwarden.client.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes futures on another thread, so that their callbacks cannot delay the current one. If no thread can be
 * started, the current thread completes the future, because an uncompleted future is worse. Thread-safe.
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
            LOG.warn("Could not start a thread for future callbacks; running them on the current thread", e);
            task.run();
        }
    }
}
