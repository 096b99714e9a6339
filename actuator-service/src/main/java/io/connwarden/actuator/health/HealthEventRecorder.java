package io.connwarden.actuator.health;

import io.connwarden.actuator.alerting.AlertInput;
import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.outcome.LogEntries;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.TargetLock;
import java.time.Instant;
import java.util.List;

/** The log of health events, which also evaluates the alerts for the events. Runs in the caller's transaction. */
public final class HealthEventRecorder {
    private final Targets targets;
    private final ConnectionLog log;
    private final TargetLock targetLock;
    private final AlertRecorder alerts;

    public HealthEventRecorder(Targets targets, ConnectionLog log, TargetLock targetLock, AlertRecorder alerts) {
        this.targets = targets;
        this.log = log;
        this.targetLock = targetLock;
        this.alerts = alerts;
    }

    void write(List<Event<Health>> events, Instant now) {
        // All processes lock targets in the same order, which prevents deadlocks.
        events.stream().map(Event::subject).distinct().sorted().forEach(targetLock::acquire);
        log.writeHealthEvents(events.stream().map(HealthEventRecorder::logEntry).toList());
        events.forEach(event -> evaluateAlerts(event.data(), now));
    }

    private void evaluateAlerts(Health health, Instant now) {
        targets.find(health.target())
                .ifPresent(target -> alerts.record(
                        new AlertInput.SampleTaken(health, target.thresholds()),
                        target.settings().labels(),
                        now));
    }

    private static ConnectionLogEntry logEntry(Event<Health> event) {
        return LogEntries.healthEvent(event.data(), event.id().id(), event.time());
    }
}
