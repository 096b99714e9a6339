package io.connwarden.client.status;

/** How a call ended. */
public enum CallEnd {
    SUCCEEDED,
    /** PostgreSQL refused it, or its connection was lost for good. */
    FAILED,
    TIMED_OUT,
    /** The router did not take it up. */
    REFUSED,
    INTERRUPTED,
    /** The query's own code threw something that is not the database's. */
    THREW
}
