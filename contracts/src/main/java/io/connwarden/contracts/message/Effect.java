package io.connwarden.contracts.message;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The effect of an action on sessions. An action with the outcome COMPLETED may have none. */
public enum Effect {
    /** No session was terminated and no query was cancelled, also in a dry run. */
    NONE,
    /** At least one session was terminated or cancelled, and at least one named or selected session was not. */
    PARTIAL,
    /** Every named or selected session was terminated or cancelled. */
    FULL;

    private static final Set<SessionOutcome> RECLAIMED =
            EnumSet.of(SessionOutcome.TERMINATED, SessionOutcome.CANCELLED);
    /** A rule leaves a session alone that changed, ended by itself, or is spared by a guard or a limit. */
    private static final Set<SessionOutcome> NOT_RECLAIMED =
            EnumSet.of(SessionOutcome.DENIED, SessionOutcome.UNRESPONSIVE, SessionOutcome.FAILED);

    /**
     * Returns the effect on the sessions of a result.
     *
     * @param named true if a command named the sessions: then each one that was not reclaimed counts
     */
    public static Effect of(Collection<SessionReport> sessions, boolean named) {
        if (sessions.stream().noneMatch(session -> RECLAIMED.contains(session.outcome()))) {
            return NONE;
        }
        boolean missed = sessions.stream()
                .map(SessionReport::outcome)
                .anyMatch(outcome -> named ? !RECLAIMED.contains(outcome) : NOT_RECLAIMED.contains(outcome));
        return missed ? PARTIAL : FULL;
    }
}
