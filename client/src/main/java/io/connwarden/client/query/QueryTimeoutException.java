package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/** A call that exceeded its deadline. The running statement is cancelled on the server. */
public final class QueryTimeoutException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Called by the router.
     *
     * @param message names the query, its phase and the remedy
     * @param details details of the failed call
     * @param cause null if there is none
     */
    public QueryTimeoutException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
