package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.GuardedStep;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.guard.PlannedSignalGuard;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Command;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decider of APPROVE. The rule of the plan decides again on a new sample, and only unchanged sessions of the plan
 * are its candidates. All guards of sessions apply. The cooldown does not, because the approval is a command.
 */
final class ApprovalDecider {
    private final List<Rule> rules;
    private final Guards guards;

    ApprovalDecider(List<Rule> rules, Guards guards) {
        this.rules = List.copyOf(rules);
        this.guards = guards;
    }

    Decision decide(Command command, Plan plan, Situation situation, Policy policy) {
        NoActionReasons noActionReasons = new NoActionReasons();
        ModePass pass = ModePass.ofCommand(policy, command.dryRun() || policy.dryRun());
        ProposalEvaluation evaluation = new ProposalEvaluation(
                guards.with(new PlannedSignalGuard(plan)), situation, policy, pass, noActionReasons);
        List<PlannedRule> proposing = rules.stream()
                .filter(rule -> rule.id() == plan.rule())
                .map(rule -> new PlannedRule(rule, plan, () -> hasTerminations(rule, situation, policy)))
                .filter(rule -> rule.propose(situation, policy).isPresent())
                .toList();
        Decision decision = proposing.stream()
                .flatMap(rule -> evaluate(evaluation, rule).stream())
                .findFirst()
                .orElseGet(() -> proposing.isEmpty() ? conditionPassed(plan) : noActionReasons.toDecision());
        return new PlanReview(plan, approval(command, plan), situation).complete(decision);
    }

    private static Optional<Decision> evaluate(ProposalEvaluation evaluation, PlannedRule rule) {
        return rule.propose(evaluation.situation(), evaluation.policy())
                .flatMap(proposal -> evaluation.evaluate(
                        rule, proposal, () -> rule.proposeEscalation(evaluation.situation(), evaluation.policy())));
    }

    /** Returns true if the rule terminates any session of the sample, in the plan or outside it. */
    private boolean hasTerminations(Rule rule, Situation situation, Policy policy) {
        return new WholeSample(guards, proposal -> GuardedStep.first(proposal, situation, policy))
                .hasTerminations(Stream.of(rule.propose(situation, policy), rule.proposeEscalation(situation, policy))
                        .flatMap(Optional::stream));
    }

    private static Decision conditionPassed(Plan plan) {
        return new Decision.NoAction(plan.rule(), "the condition of " + plan.rule() + " no longer holds", List.of());
    }

    static String approval(Command command, Plan plan) {
        return "plan " + plan.id() + " approved by " + command.requestedBy() + " (" + command.reason() + ")";
    }
}
