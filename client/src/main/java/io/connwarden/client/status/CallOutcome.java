package io.connwarden.client.status;

/** How a call ended. */
public enum CallOutcome {
    /** It has its answer. */
    SUCCEEDED,
    /** PostgreSQL refused it, or its connection was lost for good. */
    FAILED,
    /** Its deadline passed. */
    TIMED_OUT,
    /** The router did not take it up. */
    REJECTED,
    /** Its thread was interrupted, its future cancelled, or the router closed. */
    INTERRUPTED,
    /** The query's own code threw something that is not the database's. */
    APPLICATION_ERROR
}
