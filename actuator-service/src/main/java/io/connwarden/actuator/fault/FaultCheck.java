package io.connwarden.actuator.fault;

import io.connwarden.actuator.action.OutcomeRecorders;
import io.connwarden.actuator.alerting.AlertInput;
import io.connwarden.actuator.alerting.AlertRecorder.LabelledInput;
import io.connwarden.actuator.alerting.Fault;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.alerting.FaultLimits;
import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.message.Alert;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.AlertStates.AlertedTarget;
import io.connwarden.sql.store.AlertStates.TargetPresence;
import io.connwarden.sql.store.ReportedFaults.FaultReport;
import io.connwarden.sql.store.ReportedFaults.ReportedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The periodic check for faults. Every instance runs it and reports its own faults to the log store, so that each
 * evaluates the same faults of all instances. The evaluation is repeatable: under the lock of the target, at the time
 * of the log store, a second check changes nothing. Used by one thread.
 */
public final class FaultCheck {
    /** Targets evaluated in one transaction, which holds their locks. */
    private static final int SLICE_SIZE = 50;
    /** The faults that each process observes for itself. The log store shows the others to every process. */
    private static final Set<FaultKind> OF_PROCESS = EnumSet.of(
            FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR,
            FaultKind.CONSUMER_NOT_ADVANCING,
            FaultKind.RECORDS_BEHIND_OPEN_TRANSACTION,
            FaultKind.RECORDS_DEAD_LETTERED,
            FaultKind.TOPIC_NOT_WRITABLE);

    private final Targets targets;
    private final List<FaultSource> sources;
    private final StoredFaults storedFaults;
    private final FaultStore store;
    private final FaultLimits limits;
    private final OutcomeRecorders recorders;
    private final FaultLog ownLog;
    private final FaultLog storedLog;

    /** @param sources of the faults that this process observes */
    public FaultCheck(
            Targets targets,
            List<FaultSource> sources,
            StoredFaults storedFaults,
            FaultStore store,
            FaultLimits limits,
            OutcomeRecorders recorders) {
        this.targets = targets;
        this.sources = List.copyOf(sources);
        this.storedFaults = storedFaults;
        this.store = store;
        this.limits = limits;
        this.recorders = recorders;
        this.ownLog = new FaultLog(recorders.metrics());
        this.storedLog = new FaultLog(recorders.metrics());
    }

    /** Returns the task that repeats the check until the service shuts down. */
    public Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Faults not checked: their alerts neither fire nor resolve",
                "Faults are checked again",
                limits.checkInterval(),
                shutdown,
                this::runOnce);
    }

    private void runOnce() {
        List<ObservedFault> own =
                sources.stream().flatMap(source -> source.observe().stream()).toList();
        ownLog.update(
                own.stream().filter(fault -> OF_PROCESS.contains(fault.kind())).toList());
        store.watchedTargets().watch(subjects(), limits.maxGap());
        store.reportedFaults().report(own.stream().map(FaultCheck::toReport).toList(), limits.maxGap());
        Map<String, List<Fault>> faults = faults(subjects(), store.clock().now());
        log(faults);
        evaluateAlerts(faults.keySet());
    }

    private static FaultReport toReport(ObservedFault fault) {
        return new FaultReport(fault.target(), fault.kind().alertName(), fault.detail());
    }

    /** Returns the configured targets, and Connwarden itself. */
    private List<String> subjects() {
        List<String> subjects = new ArrayList<>(targets.ids());
        subjects.add(Alert.CONNWARDEN);
        return subjects;
    }

    private void log(Map<String, List<Fault>> faults) {
        List<ObservedFault> found = new ArrayList<>();
        faults.forEach((target, ofTarget) -> ofTarget.stream()
                .filter(fault -> !OF_PROCESS.contains(fault.kind()))
                .filter(fault -> limits.isFaultAt(fault.kind(), fault.age()))
                .forEach(fault -> found.add(new ObservedFault(target, fault.kind(), fault.detail()))));
        storedLog.update(found);
    }

    /** Evaluates the targets with a fault, and those with an alert, which may resolve. */
    private void evaluateAlerts(Set<String> withFaults) {
        List<AlertedTarget> withAlerts = store.alertStates().targetsWithAlerts(limits.maxGap());
        List<String> subjects = subjects();
        Set<String> open = new TreeSet<>(withFaults);
        withAlerts.forEach(alerted -> open.add(alerted.target()));
        open.retainAll(subjects);
        List<String> ordered = List.copyOf(open);
        for (int i = 0; i < ordered.size(); i += SLICE_SIZE) {
            evaluate(ordered.subList(i, Math.min(i + SLICE_SIZE, ordered.size())));
        }
        withAlerts.stream()
                .filter(alerted -> alerted.presence() == TargetPresence.REMOVED)
                .map(AlertedTarget::target)
                .filter(target -> !subjects.contains(target))
                .forEach(this::resolveAlertsOf);
    }

    private void evaluate(List<String> slice) {
        store.transactions().execute(() -> {
            store.targetLock().acquireAll(slice);
            Instant now = store.clock().now();
            Map<String, List<Fault>> faults = faults(slice, now);
            recorders
                    .alerts()
                    .recordAll(
                            slice.stream()
                                    .map(target -> input(target, faults.getOrDefault(target, List.of()), now))
                                    .toList(),
                            now);
            return now;
        });
        recorders.outboxWakeup().wake();
    }

    private LabelledInput input(String target, List<Fault> faults, Instant now) {
        Map<String, String> labels = targets.find(target)
                .map(configured -> configured.settings().labels())
                .orElse(Map.of());
        return new LabelledInput(new AlertInput.TargetChecked(target, faults, limits, now), labels);
    }

    private void resolveAlertsOf(String removed) {
        store.transactions().execute(() -> {
            store.targetLock().acquire(removed);
            Instant now = store.clock().now();
            recorders.alerts().record(new AlertInput.TargetRemoved(removed, now), Map.of(), now);
            return now;
        });
        recorders.outboxWakeup().wake();
    }

    /** Returns the faults that the log store shows and those that instances report, by target. */
    private Map<String, List<Fault>> faults(Collection<String> ids, Instant now) {
        Map<String, List<Fault>> faults = new HashMap<>(storedFaults.find(ids, now));
        for (ReportedFault reported : store.reportedFaults().find(ids, limits.maxGap())) {
            FaultKind.ofAlert(reported.name())
                    .ifPresent(kind -> faults.computeIfAbsent(reported.target(), id -> new ArrayList<>())
                            .add(new Fault(kind, age(reported, now), reported.detail())));
        }
        return faults;
    }

    private static Duration age(ReportedFault reported, Instant now) {
        Duration age = Duration.between(reported.since(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
