package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.counted;
import static io.connwarden.actuator.decision.wording.Figures.spoken;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.StuckTransactions;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** R4: transactions sit idle, hold their locks and keep vacuum from its work, whatever the status. */
public final class R4StuckTransactions implements Rule {

    @Override
    public Ground number() {
        return Ground.R4;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        StuckTransactions stuck = policy.stuckTransactions();
        List<Candidate> found = new Candidates(situation, Ground.R4).stuck(stuck.olderThan(), stuck.quietFor());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Proposal(
                        Ground.R4,
                        counted(found.size(), "transaction") + " stuck for more than " + spoken(stuck.olderThan()),
                        found,
                        Map.of(Kind.STUCK, stuck.maxTerminations())));
    }
}
