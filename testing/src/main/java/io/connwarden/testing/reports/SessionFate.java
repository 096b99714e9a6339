package io.connwarden.testing.reports;

/** The effect of an action on a session. */
public enum SessionFate {
    TERMINATED,
    CANCELLED,
    LEFT_ALONE
}
