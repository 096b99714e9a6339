package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.NoActionReasons.Hold;
import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Optional;

/**
 * The chain of rules, evaluated in order until a rule has a victim.
 *
 * <p>R1 to R3 reduce slot utilization, each more gently than the one before. While one of them is in its cooldown
 * (G3) or has a pending plan, the rules after it do not act either. Otherwise a gentler rule would continue before the
 * effect of the stronger one is visible. R4 and the limits of roles and databases have another purpose and are always
 * evaluated.
 */
final class RuleChain {
    private final List<Rule> rules;
    private final Guards guards;

    RuleChain(List<Rule> rules, Guards guards) {
        this.rules = List.copyOf(rules);
        this.guards = guards;
    }

    /**
     * Decides with one pass for each mode. The first pass with a victim is the decision.
     *
     * @param dryRun true to send no signal in mode ACT either
     */
    Decision decide(Situation situation, Policy policy, boolean dryRun) {
        NoActionReasons noActionReasons = new NoActionReasons();
        for (ModePass pass : ModePass.forEachMode(policy, dryRun)) {
            Optional<Decision> decision = evaluate(pass, situation, policy, noActionReasons);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        return noActionReasons.toDecision();
    }

    private Optional<Decision> evaluate(
            ModePass pass, Situation situation, Policy policy, NoActionReasons noActionReasons) {
        boolean utilizationRulesHeld = false;
        for (Rule rule : rules) {
            boolean isUtilizationRule = rule.reducesSlotUtilization();
            Optional<Proposal> proposal =
                    isUtilizationRule && utilizationRulesHeld ? Optional.empty() : rule.propose(situation, policy);
            if (proposal.isEmpty()) {
                continue;
            }
            Optional<Hold> hold = hold(proposal.get(), pass, situation, policy);
            if (hold.isPresent()) {
                noActionReasons.addHold(hold.get());
                utilizationRulesHeld |= isUtilizationRule;
                continue;
            }
            Optional<Decision> decision = new ProposalEvaluation(guards, situation, policy, pass, noActionReasons)
                    .evaluate(rule, proposal.get(), () -> rule.proposeEscalation(situation, policy));
            if (decision.isPresent()) {
                return decision;
            }
        }
        return Optional.empty();
    }

    private Optional<Hold> hold(Proposal proposal, ModePass pass, Situation situation, Policy policy) {
        return proposal.originsOfPlans().stream()
                .flatMap(
                        each -> pass.pendingPlan(each, situation.recentActions().plans()).stream())
                .map(reason -> new Hold(proposal.rule(), reason))
                .findFirst()
                .or(() -> pass.repeatedDryRun(proposal, situation.recentActions())
                        .map(repeated -> new Hold(RuleId.G3, pass.describe(repeated))))
                .or(() -> cooldownReason(proposal, situation, policy, pass.dryRun())
                        .map(cooldown -> new Hold(RuleId.G3, pass.describe(cooldown))));
    }

    private Optional<String> cooldownReason(Proposal proposal, Situation situation, Policy policy, boolean dryRun) {
        return proposal.sameAndStronger().stream()
                .flatMap(each -> guards.checkRule(each, situation, policy, dryRun).stream())
                .findFirst();
    }
}
