package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.selection.Reclaim;

/** What a candidate is a candidate for; in the order in which they are taken when not all can be. */
public enum CandidateKind {
    /** An idle session: ending it costs a reconnect. */
    IDLE(Reclaim.TERMINATE),
    /** A transaction sitting idle: ending it costs what it had not committed. */
    STUCK(Reclaim.TERMINATE),
    /** A running query: cancelling it costs its work and frees no slot at once. */
    ACTIVE(Reclaim.CANCEL),
    /** A session named to be ended. */
    NAMED(Reclaim.TERMINATE),
    /** A session whose query was named to be cancelled. */
    NAMED_QUERY(Reclaim.CANCEL);

    private final Reclaim reclaim;

    CandidateKind(Reclaim reclaim) {
        this.reclaim = reclaim;
    }

    public Reclaim reclaim() {
        return reclaim;
    }
}
