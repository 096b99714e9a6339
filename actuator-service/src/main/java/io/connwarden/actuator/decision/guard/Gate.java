package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;

/** A guard over the target as a whole, tried before any rule. */
public interface Gate {

    /** Why nothing may be done at all; empty when the gate is open. */
    Optional<Decision.Rejected> check(Situation situation, Policy policy);
}
