package io.connwarden.client.lane;

/** Why a running query was made to end. */
enum EndReason {
    DEADLINE,
    /** Its thread was interrupted. */
    INTERRUPT,
    /** Its caller cancelled the asynchronous call. */
    WITHDRAWN,
    /** The router closes. */
    CLOSE
}
