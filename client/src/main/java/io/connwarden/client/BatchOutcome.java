package io.connwarden.client;

import org.jspecify.annotations.Nullable;

/**
 * What became of one query of a batch.
 *
 * @param <T> what the query answers
 */
public sealed interface BatchOutcome<T extends @Nullable Object> {

    /**
     * The answer.
     *
     * @return never when it failed
     * @throws RuntimeException the failure, when it failed
     */
    T getOrThrow();

    /**
     * It has its answer.
     *
     * @param <T> what it answers
     * @param result as the query gave it
     */
    record Succeeded<T extends @Nullable Object>(T result) implements BatchOutcome<T> {
        @Override
        public T getOrThrow() {
            return result;
        }
    }

    /**
     * It ended without an answer.
     *
     * @param <T> what it would have answered
     * @param failure a {@link io.connwarden.client.query.QueryException}, or what the query's own code threw
     */
    record Failed<T extends @Nullable Object>(RuntimeException failure) implements BatchOutcome<T> {
        @Override
        public T getOrThrow() {
            throw failure;
        }
    }
}
