package io.connwarden.contracts.message;

/** What became of one session. */
public enum SessionOutcome {
    TERMINATED,
    CANCELLED,
    /** It had ended by itself, or its pid belongs to another backend now. */
    ALREADY_GONE,
    /** No longer what was decided on, so left alone. */
    CHANGED,
    /** A guard protects it. */
    PROTECTED,
    /** Eligible, but left for a limit: budget, survivors, maximum. */
    SPARED,
    /** PostgreSQL refused the signal for want of right. */
    DENIED,
    /** Signalled, and still there after the wait. */
    UNRESPONSIVE,
    FAILED,
    /** In a dry run: what would have been signalled. */
    WOULD_TERMINATE,
    /** In a dry run: whose query would have been cancelled. */
    WOULD_CANCEL
}
