package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G5Protection;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.contracts.message.RuleId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The override of guards by a command that names its sessions. The reasons of decision and sessions state it. */
final class GuardOverride {
    private GuardOverride() {}

    static Proposal apply(Proposal proposal, Set<RuleId> overridden, Policy policy) {
        if (overridden.isEmpty()) {
            return proposal;
        }
        G5Protection protection = new G5Protection(policy);
        return new Proposal(
                proposal.rule(),
                proposal.condition() + ", overrides " + names(overridden),
                proposal.candidates().stream()
                        .map(each -> overridden.contains(RuleId.G5) ? withProtection(each, protection) : each)
                        .toList(),
                overridden,
                proposal.limits());
    }

    private static Candidate withProtection(Candidate candidate, G5Protection protection) {
        return protection
                .protectionReason(candidate.session())
                .map(reason -> new Candidate(
                        candidate.session(),
                        candidate.kind(),
                        candidate.age(),
                        candidate.reason() + "; overrides G5: " + reason))
                .orElse(candidate);
    }

    private static String names(Set<RuleId> overridden) {
        return new TreeSet<>(overridden).stream().map(RuleId::id).collect(Collectors.joining(" and "));
    }
}
