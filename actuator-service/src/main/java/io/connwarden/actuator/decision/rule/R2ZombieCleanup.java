package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.HealthStatus;
import java.util.Map;
import java.util.Optional;

/** R2: too many zombies. Long idle sessions are terminated. */
public final class R2ZombieCleanup implements Rule {

    @Override
    public RuleId id() {
        return RuleId.R2;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        int maxZombies = situation.thresholds().cleanupZombies();
        Utilization utilization = new Utilization(situation);
        return situation.status() == HealthStatus.CLEANUP_NEEDED || utilization.hasMoreZombiesThan(maxZombies)
                ? Optional.of(new Proposal(
                        RuleId.R2,
                        utilization.describe() + "; cleanup above " + maxZombies,
                        new Candidates(situation, RuleId.R2)
                                .idle(policy.zombieCleanup().idleFor()),
                        Map.of(CandidateKind.IDLE, policy.zombieCleanup().maxTerminations())))
                : Optional.empty();
    }
}
