package io.connwarden.client.lane;

/** Why a running query was made to end. */
enum CancelReason {
    DEADLINE,
    /** Its thread was interrupted. */
    INTERRUPT,
    /** Its caller cancelled the asynchronous call. */
    CALLER_CANCELLED,
    /** The router closes. */
    ROUTER_CLOSE
}
