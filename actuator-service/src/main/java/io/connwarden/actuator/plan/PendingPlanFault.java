package io.connwarden.actuator.plan;

import io.connwarden.actuator.alerting.Fault;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fault while plans of a target wait for approval. Thread-safe. */
public final class PendingPlanFault {
    private static final int MAX_APPLICATIONS = 5;
    private static final int MAX_REASON_LENGTH = 300;

    private PendingPlanFault() {}

    /**
     * Returns the fault, or empty if there is no plan.
     *
     * @param plans the pending plans of one target
     */
    public static Optional<Fault> of(Collection<StoredPlan> plans) {
        return plans.isEmpty()
                ? Optional.empty()
                // Without an age, because a changing text would publish the alert again and again.
                : Optional.of(new Fault(
                        FaultKind.PLAN_AWAITS_APPROVAL,
                        Duration.ZERO,
                        plans.stream().map(PendingPlanFault::describe).collect(Collectors.joining("; "))));
    }

    private static String describe(StoredPlan plan) {
        return "plan " + plan.plan().id() + " of " + plan.plan().rule() + " until "
                + plan.plan().expiresAt() + ", "
                + Formats.count(plan.sessions().size(), "session") + " of " + applications(plan) + ": "
                + Formats.singleLine(plan.plan().reason(), MAX_REASON_LENGTH);
    }

    /** Returns the applications with the most sessions: {@code 'web' (18), 'job' (2)}. */
    private static String applications(StoredPlan plan) {
        Map<String, Long> counts = plan.sessions().stream()
                .collect(Collectors.groupingBy(PendingPlanFault::application, TreeMap::new, Collectors.counting()));
        String first = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_APPLICATIONS)
                .map(entry -> "'" + entry.getKey() + "' (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = counts.size() - MAX_APPLICATIONS;
        return more <= 0 ? first : first + " and " + Formats.count(more, "more application");
    }

    private static String application(PlanSessionRow session) {
        return session.application() == null ? "" : session.application();
    }
}
