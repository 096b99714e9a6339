package io.connwarden.client.call;

/** How far an attempt had come when it failed. */
public enum Phase {
    /** No connection yet, so nothing was sent. */
    CONNECTING,
    /** The query's own code ran. */
    RUNNING,
    /** A transaction's commit had been sent. */
    COMMITTING
}
