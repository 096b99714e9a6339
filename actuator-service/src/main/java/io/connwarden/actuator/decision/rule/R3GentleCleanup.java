package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatPercentage;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.HealthStatus;
import java.util.Map;
import java.util.Optional;

/** R3: slots are getting scarce. A few of the longest idle sessions are terminated. */
public final class R3GentleCleanup implements Rule {

    @Override
    public RuleId id() {
        return RuleId.R3;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        double warning = situation.thresholds().warningSlotUtilization();
        Utilization utilization = new Utilization(situation);
        return situation.status() == HealthStatus.WARNING || utilization.isSlotUtilizationAbove(warning)
                ? Optional.of(new Proposal(
                        RuleId.R3,
                        utilization.describe() + "; warning above " + formatPercentage(warning),
                        new Candidates(situation, RuleId.R3)
                                .idle(policy.gentleCleanup().idleFor()),
                        Map.of(CandidateKind.IDLE, policy.gentleCleanup().maxTerminations())))
                : Optional.empty();
    }
}
