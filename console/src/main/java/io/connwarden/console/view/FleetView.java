package io.connwarden.console.view;

import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view of all targets: latest health, trend, latest actions and alerts. At most {@value #MAX_TARGETS} targets are
 * kept; further ones are logged once and ignored. Thread-safe.
 */
public final class FleetView {
    /** With full trends about 150 MB. */
    static final int MAX_TARGETS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(FleetView.class);

    private final Map<String, HealthTrend> health = new ConcurrentSkipListMap<>();
    private final LatestResults actions = new LatestResults();
    private final KnownPlans plans = new KnownPlans();
    private final PauseStates pauses = new PauseStates();
    private final AutomaticActions automatic = new AutomaticActions();
    private final Map<String, Map<String, String>> labels;
    private final Map<String, RecentAlerts> alerts = new ConcurrentSkipListMap<>();
    private final AtomicBoolean limitReported = new AtomicBoolean();

    /** @param labels the labels of targets by their id */
    public FleetView(Map<String, Map<String, String>> labels) {
        this.labels = Map.copyOf(labels);
    }

    public void onHealth(Event<Health> event) {
        of(health, event.subject(), HealthTrend::new).ifPresent(trend -> trend.add(event.data()));
    }

    public void onResult(Event<Result> event) {
        pauses.onResult(event.data());
        plans.onResult(event);
        automatic.onResult(event);
        actions.add(event);
    }

    /**
     * Takes over all pauses of all targets.
     *
     * @param time the time up to which they are complete
     */
    public void onPauses(List<PauseSummary> all, Instant time) {
        pauses.onPauses(all, time);
    }

    public void onAlert(Event<Alert> event) {
        of(alerts, event.subject(), RecentAlerts::new).ifPresent(recent -> recent.add(event));
    }

    /** Returns the ids of all targets with a sample, in ascending order. */
    public List<String> targets() {
        return List.copyOf(health.keySet());
    }

    /** Returns the health of a target; empty before its first sample. */
    public Optional<HealthTrend> health(String target) {
        return Optional.ofNullable(health.get(target)).filter(trend -> trend.latest() != null);
    }

    /** Returns the pause that holds for a target, if a result has told it. */
    public Optional<PauseSummary> pause(String target, Instant now) {
        return pauses.find(target, labels.getOrDefault(target, Map.of()), now);
    }

    /** Returns the pause of a target with the window that opens next, if a result has told it. */
    public Optional<PauseSummary> nextPause(String target, Instant now) {
        return pauses.next(target, labels.getOrDefault(target, Map.of()), now);
    }

    /** Returns all pauses, also those between two times of their window, as far as results have told. */
    public List<PauseSummary> pauses(Instant now) {
        return pauses.all(now);
    }

    /** Returns true if the latest automatic action on a target was a dry run. */
    public boolean isWatching(String target) {
        return automatic.isWatching(target);
    }

    /**
     * Finds an action by the id of its result or of its command. The id of a result wins. Two sources may have used one
     * id for their commands; the command of the console wins then, and the latest one of others.
     *
     * @param isShown true for the actions to search
     */
    public Optional<Event<Result>> action(String id, Predicate<Event<Result>> isShown) {
        return actions().stream()
                .filter(isShown)
                .filter(event -> isResult(id, event) || id.equals(event.data().commandId()))
                .max(Comparator.<Event<Result>, Boolean>comparing(event -> isResult(id, event))
                        .thenComparing(event ->
                                ConsoleSettings.SOURCE.equals(event.data().commandSource()))
                        .thenComparing(Event::time));
    }

    private static boolean isResult(String id, Event<Result> event) {
        return id.equals(event.id().id());
    }

    /** Returns the latest actions of all targets. */
    public List<Event<Result>> actions() {
        return actions.all();
    }

    /** Returns the plans of all targets that are neither expired nor decided, as far as results have told. */
    public List<KnownPlan> openPlans(Instant now) {
        return plans.open(now);
    }

    /** Returns a plan, also an expired or decided one. */
    public Optional<KnownPlan> plan(String id) {
        return plans.find(id);
    }

    /** Returns the latest alerts of all targets and of Connwarden itself, each with its last message. */
    public List<Event<Alert>> alerts() {
        return alerts.values().stream().flatMap(recent -> recent.all().stream()).toList();
    }

    private <T> Optional<T> of(Map<String, T> all, String target, Supplier<T> empty) {
        T known = all.get(target);
        if (known != null) {
            return Optional.of(known);
        }
        if (all.size() >= MAX_TARGETS) {
            if (!limitReported.getAndSet(true)) {
                LOG.warn(
                        "The HTTP API shows {} targets, its maximum; target {} and further ones are not shown."
                                + " Sampling and actions are not affected",
                        MAX_TARGETS,
                        target);
            }
            return Optional.empty();
        }
        return Optional.of(all.computeIfAbsent(target, added -> empty.get()));
    }
}
