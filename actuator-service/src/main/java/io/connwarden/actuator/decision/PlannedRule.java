package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A rule that proposes unchanged sessions of one plan only.
 *
 * @param hasTerminations true if the rule terminates a session without relaxing a guard, in the plan or outside it
 */
record PlannedRule(Rule rule, Plan plan, BooleanSupplier hasTerminations) implements Rule {

    @Override
    public RuleId id() {
        return rule.id();
    }

    @Override
    public boolean reducesSlotUtilization() {
        return rule.reducesSlotUtilization();
    }

    @Override
    public Optional<Proposal> propose(Situation situation, Policy policy) {
        return rule.propose(situation, policy).map(this::planned);
    }

    @Override
    public Optional<Proposal> proposeEscalation(Situation situation, Policy policy) {
        return rule.proposeEscalation(situation, policy).map(this::planned);
    }

    /** A guard is relaxed only where the rule itself would relax it. */
    @Override
    public Optional<Proposal> relax(Proposal last, Situation situation) {
        return hasTerminations.getAsBoolean() ? Optional.empty() : rule.relax(last, situation);
    }

    private Proposal planned(Proposal proposal) {
        return proposal.withCandidates(proposal.candidates().stream()
                .filter(candidate -> plan.hasUnchanged(candidate.session()))
                .toList());
    }
}
