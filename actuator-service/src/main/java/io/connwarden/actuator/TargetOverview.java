package io.connwarden.actuator;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.AlertStates.AlertStateRow;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.Plans.StoredPlan;
import io.connwarden.sql.store.StoreClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.BeanFactory;

/**
 * The conditions of a target that the log store keeps over a restart: pause, firing alerts and pending plans. Each
 * method reads the log store. Thread-safe.
 */
public final class TargetOverview {
    private final String target;
    private final Map<String, String> labels;
    private final PausesInForce pauses;
    private final AlertStates alerts;
    private final Plans plans;
    private final StoreClock clock;

    private TargetOverview(
            TargetConfiguration target, PausesInForce pauses, AlertStates alerts, Plans plans, StoreClock clock) {
        this.target = target.id();
        this.labels = target.settings().labels();
        this.pauses = pauses;
        this.alerts = alerts;
        this.plans = plans;
        this.clock = clock;
    }

    /** Returns the overview of a target of a running actuator. */
    static TargetOverview of(BeanFactory actuator, TargetConfiguration target) {
        return new TargetOverview(
                target,
                new PausesInForce(actuator.getBean(Pauses.class)),
                actuator.getBean(AlertStates.class),
                actuator.getBean(Plans.class),
                actuator.getBean(StoreClock.class));
    }

    /**
     * Returns the pause by command in force, and the command that ends it. An example is {@code by ann since
     * 2026-03-01T03:00:00Z until RESUME: upgrade; send RESUME to continue}.
     *
     * @throws org.springframework.dao.DataAccessException if the log store does not answer
     */
    public Optional<String> pause() {
        return pauses.affecting(target, labels).stream().findFirst().map(TargetOverview::describe);
    }

    /**
     * Returns name and start of each alert that fires.
     *
     * @param before alerts that began at or after this time are not among them
     */
    public List<String> firingAlerts(Instant before) {
        return alerts.statesOf(List.of(target)).stream()
                .flatMap(each -> describe(each, before).stream())
                .sorted()
                .toList();
    }

    /** Returns the plans that wait for approval. */
    public List<PlanSummary> pendingPlans() {
        return plans.pending(List.of(target), clock.now()).stream()
                .map(StoredPlan::summary)
                .toList();
    }

    private static Optional<String> describe(AlertStateRow alert, Instant before) {
        Instant since = alert.firingSince();
        return since != null && since.isBefore(before)
                ? Optional.of(alert.name() + " since " + seconds(since))
                : Optional.empty();
    }

    private static String describe(PauseRow pause) {
        boolean allTargets = PausesInForce.isOfAllTargets(pause);
        Instant until = pause.until();
        return "by " + pause.pausedBy() + (allTargets ? " for all targets" : "") + " since " + seconds(pause.since())
                + " until " + (until == null ? "RESUME" : seconds(until)) + ": " + pause.reason()
                + "; " + PausesInForce.remedy(pause) + " to continue";
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
