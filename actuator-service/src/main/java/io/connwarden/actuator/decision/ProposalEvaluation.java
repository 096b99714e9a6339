package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;
import java.util.function.Supplier;

/** Evaluates a proposal of a rule against the guards, and the escalation of the rule if no victim remains. */
record ProposalEvaluation(Situation situation, Policy policy, boolean dryRun, NoActionReasons noActionReasons) {

    /** Returns the decision of the first proposal with a victim. If none has one, the reasons are collected. */
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
