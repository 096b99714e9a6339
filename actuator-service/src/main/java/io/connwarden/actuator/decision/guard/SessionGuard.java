package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import java.util.Optional;

/** A guard over single candidates, asked in the order of victims. */
public interface SessionGuard {

    /** Why the candidate is spared, given who was chosen before it; empty when this guard lets it be taken. */
    Optional<SparedSession> check(Candidate candidate, SelectionCount selected);
}
