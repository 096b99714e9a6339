package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted, or an asynchronous call was cancelled. A running statement has been cancelled
 * on the server; the thread's interrupt flag is set.
 */
public final class QueryInterruptedException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by the router.
     *
     * @param message names the query and says what it was doing
     * @param details how it ended
     * @param cause null when nothing was thrown
     */
    public QueryInterruptedException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
