package io.connwarden.actuator.fault;

import io.connwarden.actuator.action.UnreclaimedFault;
import io.connwarden.actuator.alerting.Fault;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.alerting.FaultLimits;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.actuator.plan.PendingPlanFault;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.Restriction;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.RefilledApplications;
import io.connwarden.sql.store.RefilledApplications.RefilledRow;
import io.connwarden.sql.store.ReliefMeasurements;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.UnreclaimedSessions.UnreclaimedRow;
import io.connwarden.sql.store.WatchedTargets;
import io.connwarden.sql.store.WatchedTargets.LastEvent;
import io.connwarden.sql.store.WatchedTargets.WatchedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The faults that the log store shows: missing, stale and future health events, pauses, exhausted budgets, unreclaimed
 * sessions, pools that are too large, and plans that wait for approval. A pause of all targets is a fault of Connwarden
 * itself. Thread-safe.
 */
public final class StoredFaults {
    private final Targets targets;
    private final WatchedTargets watchedTargets;
    private final Pauses pauses;
    private final ActionHistory history;
    private final UnreclaimedSessions unreclaimedSessions;
    private final RefilledApplications refilledApplications;
    private final Plans plans;
    private final FaultLimits limits;

    public StoredFaults(
            Targets targets,
            WatchedTargets watchedTargets,
            Pauses pauses,
            ActionHistory history,
            UnreclaimedSessions unreclaimedSessions,
            RefilledApplications refilledApplications,
            Plans plans,
            FaultLimits limits) {
        this.targets = targets;
        this.watchedTargets = watchedTargets;
        this.pauses = pauses;
        this.history = history;
        this.unreclaimedSessions = unreclaimedSessions;
        this.refilledApplications = refilledApplications;
        this.plans = plans;
        this.limits = limits;
    }

    /**
     * Returns the faults of the given targets. The number of statements does not depend on the number of targets.
     *
     * @param now the time by the clock of the log store
     */
    Map<String, List<Fault>> find(Collection<String> ids, Instant now) {
        Map<String, List<Fault>> faults = new LinkedHashMap<>();
        watchedTargets.find(ids).stream()
                .filter(watched -> targets.find(watched.target()).isPresent())
                .forEach(watched -> add(watched.target(), ofEvents(watched, now), faults));
        pauses.all().stream()
                .filter(pause -> ids.contains(subject(pause)))
                .forEach(pause -> add(subject(pause), List.of(ofPause(pause, now)), faults));
        history.countTerminationsSince(ids, now.minus(Budget.WINDOW))
                .forEach((target, count) -> add(target, ofBudget(target, count), faults));
        unreclaimedSessions.of(ids).stream()
                .collect(Collectors.groupingBy(UnreclaimedRow::target))
                .forEach((target, rows) ->
                        add(target, UnreclaimedFault.of(rows, now).stream().toList(), faults));
        refilledApplications.of(ids).stream()
                .filter(row -> isPoolTooLarge(row, now))
                .collect(Collectors.groupingBy(RefilledRow::target))
                .forEach((target, rows) -> add(target, List.of(ofPools(rows)), faults));
        plans.pending(ids, now).stream()
                .collect(Collectors.groupingBy(stored -> stored.plan().target()))
                .forEach((target, pending) ->
                        add(target, PendingPlanFault.of(pending).stream().toList(), faults));
        return faults;
    }

    /** Returns true if an application still has its sessions at the first measurement, by a recent sample. */
    private static boolean isPoolTooLarge(RefilledRow row, Instant now) {
        return between(row.actedAt(), row.measuredAt()).compareTo(ReliefMeasurements.FIRST) >= 0
                && between(row.measuredAt(), now).compareTo(ReliefMeasurements.MAX_AGE) < 0;
    }

    private static Fault ofPools(List<RefilledRow> rows) {
        return new Fault(
                FaultKind.POOL_TOO_LARGE,
                Duration.ZERO,
                rows.stream()
                        .map(row -> Refill.describe(
                                new ApplicationRelief(row.application(), row.before(), row.terminated(), row.actedAt()),
                                row.after()))
                        .collect(Collectors.joining("; ")));
    }

    private static void add(String target, List<Fault> found, Map<String, List<Fault>> faults) {
        if (!found.isEmpty()) {
            faults.computeIfAbsent(target, id -> new ArrayList<>()).addAll(found);
        }
    }

    private List<Fault> ofEvents(WatchedTarget watched, Instant now) {
        List<Fault> faults = new ArrayList<>();
        LastEvent last = watched.lastEvent();
        if (last == null || !last.arrivedAt().isAfter(now.minus(limits.missingEventsAfter()))) {
            String detail =
                    last == null ? "no health event has arrived yet" : "last health event at " + last.arrivedAt();
            faults.add(new Fault(FaultKind.HEALTH_EVENTS_MISSING, between(watched.silentSince(), now), detail));
        }
        if (last != null) {
            Duration age = between(latest(watched.checkedSince(), last.timingSince()), now);
            String lag = Formats.duration(last.lag().abs());
            switch (last.timing()) {
                case VALID -> {}
                case STALE ->
                    faults.add(new Fault(
                            FaultKind.HEALTH_EVENTS_STALE,
                            age,
                            "the last sample was " + lag + " old at its arrival (policy.health-max-age)"));
                case FUTURE ->
                    faults.add(new Fault(
                            FaultKind.HEALTH_EVENTS_FROM_FUTURE, age, "the last sample was " + lag + " ahead"));
            }
        }
        return faults;
    }

    private static String subject(PauseRow pause) {
        return pause.target().equals(Command.ALL_TARGETS) ? Alert.CONNWARDEN : pause.target();
    }

    private static Fault ofPause(PauseRow pause, Instant now) {
        Restriction restriction = pause.restriction();
        String scope = restriction != null && !restriction.labels().isEmpty()
                ? "targets with the labels " + new TreeMap<>(restriction.labels()) + " paused by "
                : PausesInForce.isOfAllTargets(pause) ? "all targets paused by " : "paused by ";
        return new Fault(
                FaultKind.PAUSED_TOO_LONG,
                between(pause.since(), now),
                scope + pause.pausedBy() + " since " + pause.since() + ": " + pause.reason());
    }

    private List<Fault> ofBudget(String target, int terminations) {
        int budget = targets.find(target)
                .map(TargetConfiguration::policy)
                .map(policy -> policy.budget().terminationsPerHour())
                .orElse(0);
        return budget > 0 && terminations >= budget
                ? List.of(new Fault(
                        FaultKind.HOURLY_BUDGET_EXHAUSTED,
                        Duration.ZERO,
                        terminations + " of " + budget + " terminations in the last hour"))
                : List.of();
    }

    private static Instant latest(Instant first, Instant second) {
        return first.isAfter(second) ? first : second;
    }

    private static Duration between(Instant start, Instant end) {
        return start.isAfter(end) ? Duration.ZERO : Duration.between(start, end);
    }
}
