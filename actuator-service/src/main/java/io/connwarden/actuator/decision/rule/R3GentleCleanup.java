package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Status;
import java.util.Map;
import java.util.Optional;

/** R3: slots are getting scarce. A few of the longest idle sessions are terminated. */
public final class R3GentleCleanup implements Rule {

    @Override
    public Ground number() {
        return Ground.R3;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        double warning = situation.thresholds().warningSlotUtilization();
        Pressure pressure = new Pressure(situation);
        return situation.status() == Status.WARNING || pressure.slotsAbove(warning)
                ? Optional.of(new Proposal(
                        Ground.R3,
                        pressure.spoken() + "; warning above " + percent(warning),
                        new Candidates(situation, Ground.R3)
                                .idle(policy.gentleCleanup().idleFor()),
                        Map.of(Kind.IDLE, policy.gentleCleanup().maxTerminations())))
                : Optional.empty();
    }
}
