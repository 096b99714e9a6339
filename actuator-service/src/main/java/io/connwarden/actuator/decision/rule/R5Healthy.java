package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** R5: otherwise, nobody. */
public final class R5Healthy implements Rule {

    @Override
    public Ground number() {
        return Ground.R5;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        String trigger = "system healthy: " + new Pressure(situation).spoken();
        return Optional.of(new Proposal(Ground.R5, trigger, List.of(), Map.of()));
    }
}
