package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries what a rule proposes, and what more it proposes when the guards leave nobody of the first. */
record ProposalEvaluation(Situation situation, Policy policy, boolean dryRun, NoActionReasons noActionReasons) {

    /** The first proposal that leaves somebody to take; empty when none does, and the findings say why. */
    Optional<Decision> evaluate(Proposal proposal, Supplier<Optional<Proposal>> escalation) {
        return evaluateOne(proposal).or(() -> escalation.get().flatMap(this::evaluateOne));
    }

    private Optional<Decision> evaluateOne(Proposal proposal) {
        Selection choice = Selection.select(proposal, SessionGuards.forFirstStep(proposal, situation, policy));
        if (choice.victims().isEmpty()) {
            noActionReasons.addWithoutVictims(choice);
            return Optional.empty();
        }
        return Optional.of(choice.toDecision(noActionReasons.sparedExcept(choice), dryRun));
    }
}
