package io.connwarden.actuator.decision.rule;

import io.connwarden.contracts.SignalKind;

/** What a candidate is a candidate for; in the order in which they are taken when not all can be. */
public enum CandidateKind {
    /** An idle session: ending it costs a reconnect. */
    IDLE(SignalKind.TERMINATE),
    /** A transaction sitting idle: ending it costs what it had not committed. */
    STUCK(SignalKind.TERMINATE),
    /** A running query: cancelling it costs its work and frees no slot at once. */
    ACTIVE(SignalKind.CANCEL),
    /** A session named to be ended. */
    NAMED(SignalKind.TERMINATE),
    /** A session whose query was named to be cancelled. */
    NAMED_QUERY(SignalKind.CANCEL);

    private final SignalKind signal;

    CandidateKind(SignalKind signal) {
        this.signal = signal;
    }

    public SignalKind signal() {
        return signal;
    }
}
