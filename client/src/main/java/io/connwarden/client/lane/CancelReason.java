package io.connwarden.client.lane;

/** The reason for which a running query is cancelled. */
enum CancelReason {
    /** The deadline has expired. */
    DEADLINE,
    /** The calling thread was interrupted. */
    INTERRUPT,
    /** The caller cancelled the future. */
    CALLER_CANCELLED,
    /** The router is closed. */
    ROUTER_CLOSE
}
