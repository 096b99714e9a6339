package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import java.util.Optional;

/** One numbered rule of the policy. */
public interface Rule {

    RuleId id();

    /** What it would do; empty when its hour has not come. */
    Optional<Proposal> propose(Situation situation, Policy policy);

    /** What it would do next when nobody could be taken of what it proposed; empty when it has nothing stronger. */
    default Optional<Proposal> proposeEscalation(Situation situation, Policy policy) {
        return Optional.empty();
    }
}
