package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Optional;

/**
 * The plans that hold back further plans of the same rules.
 *
 * @param pending the plans that wait for approval, at most one per rule
 * @param rejected the rejected plans; the rejection still applies to their unchanged sessions
 */
public record RecentPlans(List<Plan> pending, List<Plan> rejected) {
    public RecentPlans {
        pending = List.copyOf(pending);
        rejected = List.copyOf(rejected);
    }

    public static RecentPlans none() {
        return new RecentPlans(List.of(), List.of());
    }

    /** Returns the pending plan of a rule. */
    public Optional<Plan> pendingOf(RuleId rule) {
        return pending.stream().filter(plan -> plan.rule() == rule).findFirst();
    }

    /**
     * Returns the rejected plan of a rule, or of a stronger one, that contained the session, if the session has done
     * nothing since. The rejection of a gentle rule does not hold for a stronger one, which has another need.
     */
    public Optional<Plan> rejectedWith(Session session, RuleId rule) {
        return rejected.stream()
                .filter(plan -> plan.rule().compareTo(rule) <= 0 && plan.hasUnchanged(session))
                .findFirst();
    }
}
