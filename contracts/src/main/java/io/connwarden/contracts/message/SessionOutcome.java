package io.connwarden.contracts.message;

/** The outcome for one session. */
public enum SessionOutcome {
    TERMINATED,
    CANCELLED,
    /** The session had ended before the signal, or its pid belongs to another backend. */
    ALREADY_GONE,
    /** The state changed after the decision. No signal was sent. */
    CHANGED,
    /** A guard protects the session, at the decision or immediately before the signal. */
    PROTECTED,
    /** A candidate that a limit excluded (budget, survivors, maximum), or that a later change such as PAUSE spared. */
    SPARED,
    /** PostgreSQL denied the signal because a privilege is missing. */
    DENIED,
    /** The signal was sent, and the session still existed after the wait. */
    UNRESPONSIVE,
    /** The signal could not be sent. */
    FAILED,
    /** Dry run: the session would have been terminated. */
    WOULD_TERMINATE,
    /** Dry run: the query would have been cancelled. */
    WOULD_CANCEL
}
