package io.connwarden.client;

import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException.Ending;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs many queries a few at a time, so that one batch does not fill the queue for everybody else. */
final class Batch<T extends @Nullable Object> {
    private final QueryRouter router;
    private final int atATime;
    private final Deque<CompletableFuture<T>> underWay = new ArrayDeque<>();
    private final List<BatchOutcome<T>> outcomes = new ArrayList<>();

    Batch(QueryRouter router, int atATime) {
        this.router = router;
        this.atATime = atATime;
    }

    List<BatchOutcome<T>> run(List<? extends Query<T>> queries, QueryOptions options) {
        try {
            for (Query<T> query : queries) {
                if (underWay.size() >= atATime) {
                    awaitOldest();
                }
                underWay.addLast(offer(query, options));
            }
            while (!underWay.isEmpty()) {
                awaitOldest();
            }
            return outcomes;
        } catch (Error e) {
            cancelRest();
            throw e;
        } catch (InterruptedException e) {
            cancelRest();
            Thread.currentThread().interrupt();
            throw new QueryInterruptedException(
                    "Batch '" + options.name() + "' was interrupted after " + outcomes.size() + " of " + queries.size()
                            + " queries",
                    new Ending(options.name(), outcomes.size(), Effect.POSSIBLE),
                    e);
        }
    }

    /** A full queue is no reason to fail as long as the batch itself can make room in it. */
    private CompletableFuture<T> offer(Query<T> query, QueryOptions options) throws InterruptedException {
        CompletableFuture<T> offered = router.executeQueryAsync(query, options);
        while (isRefused(offered) && !underWay.isEmpty()) {
            awaitOldest();
            offered = router.executeQueryAsync(query, options);
        }
        return offered;
    }

    private static boolean isRefused(CompletableFuture<?> offered) {
        // Whoever is refused is so at once, and with an exception of its own.
        return offered.isCompletedExceptionally()
                && offered.handle((answer, failure) -> failure instanceof QueryRefusedException)
                        .join();
    }

    private void cancelRest() {
        underWay.forEach(future -> future.cancel(true));
    }

    private void awaitOldest() throws InterruptedException {
        CompletableFuture<T> oldest = underWay.element();
        try {
            outcomes.add(new BatchOutcome.Answered<>(oldest.get()));
        } catch (ExecutionException e) {
            outcomes.add(new BatchOutcome.Failed<>(unchecked(e)));
        }
        underWay.remove();
    }

    private static RuntimeException unchecked(ExecutionException wrapped) {
        Throwable cause = wrapped.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
