package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest alerts of one target, each with its last message. Above the limit the oldest resolved alert is dropped
 * first. Thread-safe.
 */
final class RecentAlerts {
    static final int MAX_ALERTS = 50;

    /** The identity of an alert: its FIRING and RESOLVED messages have it in common. */
    private record AlertKey(String name, Instant startsAt, Map<String, String> labels) {
        static AlertKey of(Alert alert) {
            return new AlertKey(alert.name(), alert.startsAt(), alert.labels());
        }
    }

    private final Map<AlertKey, Event<Alert>> alerts = new LinkedHashMap<>();

    synchronized void add(Event<Alert> event) {
        AlertKey key = AlertKey.of(event.data());
        Event<Alert> known = alerts.get(key);
        if (known != null && event.time().isBefore(known.time())) {
            return;
        }
        alerts.remove(key);
        alerts.put(key, event);
        if (alerts.size() > MAX_ALERTS) {
            alerts.remove(alerts.entrySet().stream()
                    .filter(each -> each.getValue().data().state() == AlertStatus.RESOLVED)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseGet(() -> alerts.keySet().iterator().next()));
        }
    }

    synchronized List<Event<Alert>> all() {
        return List.copyOf(alerts.values());
    }
}
