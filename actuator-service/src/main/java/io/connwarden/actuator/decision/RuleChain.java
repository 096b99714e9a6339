package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of rules, evaluated in order until a rule has a victim.
 *
 * <p>R1 to R3 reduce slot utilization, each more gently than the one before. While one of them is in its cooldown
 * (G3), the rules after it do not act either. Otherwise a gentler rule would continue before the effect of the
 * stronger one is visible. R4 has another purpose and is always evaluated.
 */
final class RuleChain {
    private static final Set<RuleId> UTILIZATION_RULES = EnumSet.of(RuleId.R1, RuleId.R2, RuleId.R3);

    private final List<Rule> rules;
    private final Guards guards;

    RuleChain(List<Rule> rules, Guards guards) {
        this.rules = List.copyOf(rules);
        this.guards = guards;
    }

    Decision decide(Situation situation, Policy policy, boolean dryRun) {
        NoActionReasons noActionReasons = new NoActionReasons();
        boolean utilizationRulesCoolDown = false;
        for (Rule rule : rules) {
            boolean isUtilizationRule = UTILIZATION_RULES.contains(rule.id());
            Optional<Proposal> proposal =
                    isUtilizationRule && utilizationRulesCoolDown ? Optional.empty() : rule.propose(situation, policy);
            if (proposal.isEmpty()) {
                continue;
            }
            Optional<String> cooldownReason = guards.checkRule(rule.id(), situation, policy);
            if (cooldownReason.isPresent()) {
                noActionReasons.addCooldown(cooldownReason.get());
                utilizationRulesCoolDown |= isUtilizationRule;
                continue;
            }
            Optional<Decision> act = new ProposalEvaluation(guards, situation, policy, dryRun, noActionReasons)
                    .evaluate(rule, proposal.get(), () -> rule.proposeEscalation(situation, policy));
            if (act.isPresent()) {
                return act.get();
            }
        }
        return noActionReasons.toDecision();
    }
}
