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
    T orThrow();

    /**
     * It has its answer.
     *
     * @param <T> what it answers
     * @param answer as the query gave it
     */
    record Answered<T extends @Nullable Object>(T answer) implements BatchOutcome<T> {
        @Override
        public T orThrow() {
            return answer;
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
        public T orThrow() {
            throw failure;
        }
    }
}
