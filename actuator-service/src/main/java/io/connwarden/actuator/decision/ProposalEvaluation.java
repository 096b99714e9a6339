package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The evaluation of a proposal of a rule against the guards. If no victim remains, the proposal of its escalation is
 * evaluated too, and at last the same proposal without the soft guards.
 *
 * @param pass the sessions that can be victims
 */
record ProposalEvaluation(
        Guards guards, Situation situation, Policy policy, ModePass pass, NoActionReasons noActionReasons) {

    /** Returns the decision of the first proposal with a victim, or empty after the reasons were collected. */
    Optional<Decision> evaluate(Rule rule, Proposal proposal, Supplier<Optional<Proposal>> escalation) {
        Selection first = select(proposal);
        if (!first.victims().isEmpty()) {
            return decision(first);
        }
        report(first);
        Optional<Proposal> escalated = escalation.get();
        Optional<Selection> second = escalated.map(this::select);
        second.filter(selection -> selection.victims().isEmpty()).ifPresent(this::report);
        Selection last = second.orElse(first);
        Stream<Proposal> all = Stream.concat(Stream.of(proposal), escalated.stream());
        return last.isEmptyBySoftGuard() && !hasTerminationsInAnyMode(all) ? relax(rule, last) : decision(last);
    }

    private boolean hasTerminationsInAnyMode(Stream<Proposal> proposals) {
        return new WholeSample(guards, this::firstStep).hasTerminations(proposals);
    }

    private Optional<Decision> relax(Rule rule, Selection last) {
        Optional<Selection> relaxed = rule.relax(last.proposal(), situation)
                .map(proposal -> selectWithoutSoftGuards(proposal).with(last.byMode()));
        relaxed.filter(selection -> selection.victims().isEmpty()).ifPresent(this::report);
        return relaxed.flatMap(this::decision);
    }

    private Selection selectWithoutSoftGuards(Proposal proposal) {
        return Selection.select(proposal, ofPass(guards.createHardSessionGuards(firstStep(proposal)), proposal));
    }

    private Selection select(Proposal proposal) {
        Proposal withinPass = pass.withinPass(proposal);
        return Selection.select(withinPass, ofPass(guards.createSessionGuards(firstStep(withinPass)), withinPass))
                .with(pass.sparedByMode(proposal));
    }

    private GuardedStep firstStep(Proposal proposal) {
        return GuardedStep.first(proposal, situation, policy);
    }

    private List<SessionGuard> ofPass(List<SessionGuard> standard, Proposal proposal) {
        return pass.guards(standard, proposal, situation.recentActions().plans());
    }

    private void report(Selection withoutVictims) {
        if (pass.reports(withoutVictims)) {
            noActionReasons.addWithoutVictims(withoutVictims);
        }
    }

    private Optional<Decision> decision(Selection selection) {
        return Optional.of(selection.toDecision(noActionReasons.sparedExcept(selection), pass.dryRun()))
                .filter(Decision.Act.class::isInstance)
                .map(act ->
                        pass.toDecision((Decision.Act) act, selection.proposal().scope()));
    }
}
