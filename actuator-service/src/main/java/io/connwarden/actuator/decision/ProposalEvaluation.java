package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The evaluation of a proposal of a rule against the guards. If no victim remains, the proposal of its escalation is
 * evaluated too, and at last the same proposal without the soft guards.
 */
record ProposalEvaluation(
        Guards guards, Situation situation, Policy policy, boolean dryRun, NoActionReasons noActionReasons) {

    /** Returns the decision of the first proposal with a victim, or empty after the reasons were collected. */
    Optional<Decision> evaluate(Rule rule, Proposal proposal, Supplier<Optional<Proposal>> escalation) {
        Selection last = select(proposal);
        if (last.victims().isEmpty()) {
            noActionReasons.addWithoutVictims(last);
            Optional<Selection> escalated = escalation.get().map(this::select);
            escalated.filter(selection -> selection.victims().isEmpty()).ifPresent(noActionReasons::addWithoutVictims);
            last = escalated.orElse(last);
        }
        return last.isEmptyBySoftGuard() ? relax(rule, last.proposal()) : decision(last);
    }

    private Optional<Decision> relax(Rule rule, Proposal last) {
        Optional<Selection> relaxed = rule.relax(last, situation)
                .map(proposal -> Selection.select(
                        proposal, guards.createHardSessionGuards(GuardedStep.first(proposal, situation, policy))));
        relaxed.filter(selection -> selection.victims().isEmpty()).ifPresent(noActionReasons::addWithoutVictims);
        return relaxed.flatMap(this::decision);
    }

    private Selection select(Proposal proposal) {
        return Selection.select(proposal, guards.createSessionGuards(GuardedStep.first(proposal, situation, policy)));
    }

    private Optional<Decision> decision(Selection selection) {
        return selection.victims().isEmpty()
                ? Optional.empty()
                : Optional.of(selection.toDecision(noActionReasons.sparedExcept(selection), dryRun));
    }
}
