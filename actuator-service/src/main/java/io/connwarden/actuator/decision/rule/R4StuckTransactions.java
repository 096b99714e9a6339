package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.StuckTransactions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule R4: stuck transactions hold their locks and delay vacuum. The status has no effect. */
public final class R4StuckTransactions implements Rule {

    @Override
    public RuleId id() {
        return RuleId.R4;
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        StuckTransactions stuck = policy.stuckTransactions();
        List<Candidate> found = new Candidates(situation, RuleId.R4)
                .stuck(
                        session ->
                                policy.forSession(session).stuckTransactions().olderThan(),
                        session ->
                                policy.forSession(session).stuckTransactions().idleFor());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Proposal(
                        RuleId.R4,
                        Formats.count(found.size(), "transaction") + " stuck for more than "
                                + (policy.overrides().isEmpty()
                                        ? Formats.duration(stuck.olderThan())
                                        : found.size() == 1 ? "the age of its policy" : "the ages of their policies"),
                        found,
                        Map.of(CandidateKind.STUCK, stuck.maxTerminations())));
    }
}
