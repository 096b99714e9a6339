package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule R5: no action, because the condition of no other rule holds. The last rule of the list. */
public final class R5NoAction implements Rule {

    @Override
    public RuleId id() {
        return RuleId.R5;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        String condition = "no rule applies (" + new Utilization(situation).describe() + ")";
        return Optional.of(new Proposal(RuleId.R5, condition, List.of(), Map.of()));
    }
}
