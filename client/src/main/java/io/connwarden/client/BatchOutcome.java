package io.connwarden.client;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one query of a batch.
 *
 * @param <T> type of the result
 */
public sealed interface BatchOutcome<T extends @Nullable Object> {

    /**
     * Returns the result of a succeeded query and throws the failure of a failed one.
     *
     * @return the result
     * @throws RuntimeException the failure
     */
    T getOrThrow();

    /**
     * A succeeded query.
     *
     * @param <T> type of the result
     * @param result the value that the query returned
     */
    record Succeeded<T extends @Nullable Object>(T result) implements BatchOutcome<T> {
        @Override
        public T getOrThrow() {
            return result;
        }
    }

    /**
     * A failed query.
     *
     * @param <T> type of the result
     * @param failure a {@link io.connwarden.client.query.QueryException}, or the exception of the query's own code
     */
    record Failed<T extends @Nullable Object>(RuntimeException failure) implements BatchOutcome<T> {
        @Override
        public T getOrThrow() {
            throw failure;
        }
    }
}
