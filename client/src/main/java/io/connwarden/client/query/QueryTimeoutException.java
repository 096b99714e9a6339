package io.connwarden.client.query;

import org.jspecify.annotations.Nullable;

/** The call's deadline passed. A statement that was running has been cancelled on the server. */
public final class QueryTimeoutException extends QueryException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by the router.
     *
     * @param message names the query, and says what it was waiting for and what to do
     * @param details how it ended
     * @param cause null when nothing was thrown
     */
    public QueryTimeoutException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
