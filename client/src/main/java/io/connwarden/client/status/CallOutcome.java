package io.connwarden.client.status;

/** The outcome of a call. */
public enum CallOutcome {
    /** The query returned a result. */
    SUCCEEDED,
    /** PostgreSQL rejected the query, or its connection was lost and it could not be retried. */
    FAILED,
    /** The deadline passed. */
    TIMED_OUT,
    /** The router did not start the query. */
    REJECTED,
    /** The thread was interrupted, the future was cancelled, or the router was closed. */
    INTERRUPTED,
    /** The query's own code threw an exception other than {@link java.sql.SQLException}. */
    APPLICATION_ERROR
}
