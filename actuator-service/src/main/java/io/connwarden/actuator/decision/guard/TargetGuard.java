package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;

/** A guard for the whole target, evaluated before any rule. */
public interface TargetGuard {

    /** Returns the rejection of every action, or empty if actions are allowed. */
    Optional<Decision.Rejected> check(Situation situation, Policy policy);
}
