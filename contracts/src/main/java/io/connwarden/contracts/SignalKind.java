package io.connwarden.contracts;

/** The signal that reclaims a session. The constant names are the values in the log store. */
public enum SignalKind {
    /** Ends the session. */
    TERMINATE,
    /** Cancels the running query of the session. The session stays connected. */
    CANCEL
}
