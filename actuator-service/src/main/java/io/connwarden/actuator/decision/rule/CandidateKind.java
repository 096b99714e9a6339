package io.connwarden.actuator.decision.rule;

import io.connwarden.contracts.SignalKind;

/** The kinds of candidates, in victim order. */
public enum CandidateKind {
    /** An idle session. Its termination costs a reconnect. */
    IDLE(SignalKind.TERMINATE, "idle sessions"),
    /** A stuck transaction. Its termination costs uncommitted work. */
    STUCK(SignalKind.TERMINATE, "stuck transactions"),
    /** A running query that a cancel did not end. Its termination costs the connection, which a cancel does not. */
    UNRESPONSIVE_QUERY(SignalKind.TERMINATE, "queries that a cancel did not end"),
    /** A running query. Its cancellation costs its work and frees no slot immediately. */
    ACTIVE(SignalKind.CANCEL, "queries"),
    /** A session named by a TERMINATE command. */
    NAMED(SignalKind.TERMINATE, "named sessions"),
    /** A session named by a TERMINATE command for the work that the sender saw. It ends only in this work. */
    NAMED_WORK(SignalKind.TERMINATE, "named transactions"),
    /** A session named by a CANCEL command. */
    NAMED_QUERY(SignalKind.CANCEL, "named queries");

    private final SignalKind signal;
    private final String plural;

    CandidateKind(SignalKind signal, String plural) {
        this.signal = signal;
        this.plural = plural;
    }

    public SignalKind signal() {
        return signal;
    }

    /** Returns true if a command named the session. */
    public boolean isNamed() {
        return this == NAMED || this == NAMED_WORK || this == NAMED_QUERY;
    }

    /** Returns the plural for a reason, such as {@code idle sessions}. */
    public String plural() {
        return plural;
    }
}
