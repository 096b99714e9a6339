package io.connwarden.contracts.message;

/** What became of a command or an automatic action as a whole. */
public enum CommandOutcome {
    /** It ran to its end; doing nothing for a stated reason is an end too. */
    COMPLETED,
    /** It was not taken up: invalid, unknown target, or refused by a guard. */
    REJECTED,
    EXPIRED,
    /** It was taken up and could not be finished. */
    FAILED
}
