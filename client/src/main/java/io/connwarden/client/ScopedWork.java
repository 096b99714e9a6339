package io.connwarden.client;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work for {@link QueryRouter#within}.
 *
 * @param <T> type of the result
 * @param <X> type of the exceptions
 */
@FunctionalInterface
public interface ScopedWork<T extends @Nullable Object, X extends Exception> {

    /**
     * Runs the work. It may run more than once, on the thread that called {@code within}.
     *
     * @return the result
     * @throws X the work's own exception
     */
    T run() throws X;
}
