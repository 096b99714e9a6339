package io.connwarden.actuator.decision.selection;

/** How a session is to be reclaimed. */
public enum Reclaim {
    /** End the session. */
    TERMINATE,
    /** Cancel its running query; the session stays. */
    CANCEL
}
