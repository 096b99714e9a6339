package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The view of all targets: latest health, trend, latest actions and alerts. At most {@value #MAX_TARGETS} targets are
 * kept; events of further ones are ignored. Thread-safe.
 */
public final class FleetView {
    static final int MAX_TARGETS = 10_000;

    private final Map<String, HealthTrend> health = new ConcurrentSkipListMap<>();
    private final Map<String, RecentActions> actions = new ConcurrentSkipListMap<>();
    private final Map<String, RecentAlerts> alerts = new ConcurrentSkipListMap<>();

    public void onHealth(Event<Health> event) {
        of(health, event.subject(), HealthTrend::new).ifPresent(trend -> trend.add(event.data()));
    }

    public void onResult(Event<Result> event) {
        of(actions, event.subject(), RecentActions::new).ifPresent(recent -> recent.add(event));
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

    /** Returns the latest actions of all targets. */
    public List<Event<Result>> actions() {
        return actions.values().stream()
                .flatMap(recent -> recent.all().stream())
                .toList();
    }

    /** Returns the latest alerts of all targets and of Connwarden itself, each with its last message. */
    public List<Event<Alert>> alerts() {
        return alerts.values().stream().flatMap(recent -> recent.all().stream()).toList();
    }

    private static <T> Optional<T> of(Map<String, T> all, String target, Supplier<T> empty) {
        T known = all.get(target);
        if (known != null || all.size() >= MAX_TARGETS) {
            return Optional.ofNullable(known);
        }
        return Optional.of(all.computeIfAbsent(target, added -> empty.get()));
    }
}
