package io.connwarden.contracts.message;

/** The outcome of a command or an automatic action as a whole. */
public enum CommandOutcome {
    /** It was completed. A decision to do nothing is a completion too. */
    COMPLETED,
    /** It was not started: invalid, unknown target, or rejected by a guard. */
    REJECTED,
    /** It was not started before its expiry. */
    EXPIRED,
    /** It was started and could not be completed. */
    FAILED
}
