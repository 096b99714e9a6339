package io.connwarden.client.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes futures away from a thread that has something better to do than what hangs on them. When no other thread can
 * be made, that one does it all the same: a future that nobody completes is worse. Thread-safe.
 */
public final class CompletionExecutor implements Executor {
    /** On whatever {@link CompletableFuture} uses by itself. */
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
            LOG.warn("No thread for what hangs on a future; this one does it", e);
            task.run();
        }
    }
}
