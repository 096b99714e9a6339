package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Status;
import java.util.Map;
import java.util.Optional;

/** R2: too many zombies. Long idle sessions are terminated. */
public final class R2ZombieCleanup implements Rule {

    @Override
    public Ground number() {
        return Ground.R2;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        int allowed = situation.thresholds().cleanupZombies();
        Pressure pressure = new Pressure(situation);
        return situation.status() == Status.CLEANUP_NEEDED || pressure.zombiesAbove(allowed)
                ? Optional.of(new Proposal(
                        Ground.R2,
                        pressure.spoken() + "; cleanup above " + allowed,
                        new Candidates(situation, Ground.R2)
                                .idle(policy.zombieCleanup().idleFor()),
                        Map.of(Kind.IDLE, policy.zombieCleanup().maxTerminations())))
                : Optional.empty();
    }
}
