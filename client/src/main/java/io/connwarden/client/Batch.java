package io.connwarden.client;

import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException.Details;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A batch of queries of which a few run at a time, so that one batch does not fill the low-priority queue. */
final class Batch<T extends @Nullable Object> {
    private final QueryRouter router;
    private final int concurrency;
    private final Deque<CompletableFuture<T>> pending = new ArrayDeque<>();
    private final List<BatchOutcome<T>> outcomes = new ArrayList<>();

    Batch(QueryRouter router, int concurrency) {
        this.router = router;
        this.concurrency = concurrency;
    }

    List<BatchOutcome<T>> run(List<? extends Query<T>> queries, QueryOptions options) {
        try {
            for (Query<T> query : queries) {
                if (pending.size() >= concurrency) {
                    awaitOldest();
                }
                pending.addLast(submit(query, options));
            }
            while (!pending.isEmpty()) {
                awaitOldest();
            }
            return outcomes;
        } catch (Error e) {
            cancelRemaining();
            throw e;
        } catch (InterruptedException e) {
            cancelRemaining();
            Thread.currentThread().interrupt();
            throw new QueryInterruptedException(
                    "Batch '" + options.name() + "' was interrupted after " + outcomes.size() + " of " + queries.size()
                            + " queries; the others were cancelled",
                    new Details(options.name(), outcomes.size(), FailureEffect.POSSIBLE),
                    e);
        }
    }

    /** Submits a query. If the queue is full, waits for an earlier query of the batch and submits again. */
    private CompletableFuture<T> submit(Query<T> query, QueryOptions options) throws InterruptedException {
        CompletableFuture<T> submitted = router.executeQueryAsync(query, options);
        while (isRejected(submitted) && !pending.isEmpty()) {
            awaitOldest();
            submitted = router.executeQueryAsync(query, options);
        }
        return submitted;
    }

    private static boolean isRejected(CompletableFuture<?> submitted) {
        // A rejected call fails before executeQueryAsync returns.
        return submitted.isCompletedExceptionally()
                && submitted
                        .handle((result, failure) -> failure instanceof QueryRejectedException)
                        .join();
    }

    private void cancelRemaining() {
        pending.forEach(future -> future.cancel(true));
    }

    private void awaitOldest() throws InterruptedException {
        CompletableFuture<T> oldest = pending.element();
        try {
            outcomes.add(new BatchOutcome.Succeeded<>(oldest.get()));
        } catch (ExecutionException e) {
            outcomes.add(new BatchOutcome.Failed<>(uncheckedCause(e)));
        }
        pending.remove();
    }

    private static RuntimeException uncheckedCause(ExecutionException wrapper) {
        Throwable cause = wrapper.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
