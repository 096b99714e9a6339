package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import java.util.Optional;

/** A guard for single candidates, evaluated in victim order. */
public interface SessionGuard {

    /** The factory of a guard for one step of an action. */
    interface Factory {
        SessionGuard create(GuardedStep step);
    }

    /** Returns true if the candidate is selected after all others, whatever its age. */
    default boolean comesLast(Candidate candidate) {
        return false;
    }

    /** Returns the spared session with a reason, or empty if this guard does not object. */
    Optional<SparedSession> check(Candidate candidate, SelectionCount selected);

    /** Returns true if the last step of R1 relaxes this guard, so that it never makes a full server untouchable. */
    default boolean isSoft() {
        return false;
    }
}
