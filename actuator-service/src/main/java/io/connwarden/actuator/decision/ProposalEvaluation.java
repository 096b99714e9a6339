package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The evaluation of a proposal of a rule against the guards. If no victim remains, the proposal of its escalation is
 * evaluated too.
 */
record ProposalEvaluation(
        Guards guards, Situation situation, Policy policy, boolean dryRun, NoActionReasons noActionReasons) {

    /** Returns the decision of the first proposal with a victim, or empty after the reasons were collected. */
    Optional<Decision> evaluate(Proposal proposal, Supplier<Optional<Proposal>> escalation) {
        return evaluateOne(proposal).or(() -> escalation.get().flatMap(this::evaluateOne));
    }

    private Optional<Decision> evaluateOne(Proposal proposal) {
        Selection selection =
                Selection.select(proposal, guards.createSessionGuards(GuardedStep.first(proposal, situation, policy)));
        if (selection.victims().isEmpty()) {
            noActionReasons.addWithoutVictims(selection);
            return Optional.empty();
        }
        return Optional.of(selection.toDecision(noActionReasons.sparedExcept(selection), dryRun));
    }
}
