package io.connwarden.client.call;

/** The reason for which a running query is cancelled. */
public enum CancelReason {
    /** The deadline has expired. */
    DEADLINE,
    /** The calling thread was interrupted. */
    INTERRUPT,
    /** The caller cancelled the future. */
    CALLER_CANCELLED,
    /** The router is closed. */
    ROUTER_CLOSE
}
