package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/**
 * A call that ended because its thread was interrupted, its future was cancelled, or the router was closed. The running
 * statement is cancelled on the server. After an interrupt, the interrupt flag of the thread is set.
 */
public final class QueryInterruptedException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Called by the router.
     *
     * @param message names the query and its phase
     * @param details details of the failed call
     * @param cause null if there is none
     */
    public QueryInterruptedException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
