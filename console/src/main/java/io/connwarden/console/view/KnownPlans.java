package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The plans that results have told, apart from the results, because large results displace others. A result without a
 * plan never removes an open plan. The plans of at most {@value FleetView#MAX_TARGETS} targets are kept, and an
 * expired one is removed after a day. Thread-safe.
 */
final class KnownPlans {
    /** The maximum number of plans of one target. Above it, an ended plan is dropped first, and then the oldest one. */
    static final int MAX_PLANS = 200;

    private static final int MAX_DECIDED = 10_000;

    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Map<String, Map<UUID, KnownPlan>> targets = new HashMap<>();
    private Instant nextSweep = Instant.MIN;

    /** A result can be published again, so that a decision outlives its plan. */
    private final Map<UUID, Boolean> decided = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MAX_DECIDED;
        }
    };

    synchronized void onResult(Event<Result> event) {
        Result result = event.data();
        if (result.plan() != null) {
            add(KnownPlan.of(event, result.plan()), result.finishedAt());
        }
        if (result.planId() != null && isDecision(result)) {
            decided.put(result.planId(), true);
        }
    }

    /** A failed execution has decided its plan if it selected sessions. */
    private static boolean isDecision(Result result) {
        return !result.dryRun()
                && (result.outcome() == CommandOutcome.COMPLETED
                        || (result.outcome() == CommandOutcome.FAILED
                                && !result.sessions().isEmpty()));
    }

    private void add(KnownPlan plan, Instant now) {
        removeOld(now);
        if (targets.size() >= FleetView.MAX_TARGETS && !targets.containsKey(plan.target())) {
            return;
        }
        Map<UUID, KnownPlan> plans = targets.computeIfAbsent(plan.target(), added -> new LinkedHashMap<>());
        plans.putIfAbsent(plan.id(), plan);
        if (plans.size() > MAX_PLANS) {
            plans.remove(plans.values().stream()
                    .filter(each -> isEnded(each, now))
                    .findFirst()
                    .orElseGet(() -> plans.values().iterator().next())
                    .id());
        }
    }

    private void removeOld(Instant now) {
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(SWEEP_INTERVAL);
        Instant oldest = now.minus(KEPT_AFTER_EXPIRY);
        targets.values().forEach(plans -> plans.values().removeIf(plan -> plan.hasExpired(oldest)));
        targets.values().removeIf(Map::isEmpty);
    }

    private boolean isEnded(KnownPlan plan, Instant now) {
        return plan.hasExpired(now) || decided.containsKey(plan.id());
    }

    /** Returns the plans that are neither expired nor decided. */
    synchronized List<KnownPlan> open(Instant now) {
        return targets.values().stream()
                .flatMap(plans -> plans.values().stream())
                .filter(plan -> !isEnded(plan, now))
                .toList();
    }

    /** Returns a plan, also an ended one. */
    synchronized Optional<KnownPlan> find(String id) {
        return targets.values().stream()
                .flatMap(plans -> plans.values().stream())
                .filter(plan -> plan.id().toString().equals(id))
                .findFirst();
    }
}
