package io.connwarden.actuator.decision.situation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The plans that hold back further plans of the same rules.
 *
 * @param pending the plans that wait for approval, at most one per rule and scope
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

    /** Returns the pending plan of a rule and scope. */
    public Optional<Plan> pendingOf(Plan.Origin origin) {
        return pending.stream().filter(plan -> plan.origin().equals(origin)).findFirst();
    }

    /**
     * Returns the rejected plan that contained the session, if the session has done nothing since.
     *
     * @param origins the rule that would ask, and the stronger ones. A rejection does not hold for a rule with another
     *     need.
     */
    public Optional<Plan> rejectedWith(Session session, Collection<Plan.Origin> origins) {
        return rejected.stream()
                .filter(plan -> origins.contains(plan.origin()) && plan.hasUnchanged(session))
                .findFirst();
    }
}
