package io.connwarden.actuator.health;

import io.connwarden.actuator.alerting.AlertInput;
import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.alerting.AlertRecorder.LabelledInput;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.LogEntries;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.ListeningSessions.ListeningSession;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.WatchedTargets;
import io.connwarden.sql.store.WatchedTargets.EventTiming;
import io.connwarden.sql.store.WatchedTargets.HealthArrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The log of health events, which also evaluates the alerts for the events. Runs in the caller's transaction. */
public final class HealthEventRecorder {
    private final Targets targets;
    private final ConnectionLog log;
    private final TargetLock targetLock;
    private final WatchedTargets watchedTargets;
    private final ListeningSessions listeningSessions;
    private final AlertRecorder alerts;
    private final UnknownTargets unknownTargets;

    public HealthEventRecorder(
            Targets targets,
            ConnectionLog log,
            TargetLock targetLock,
            WatchedTargets watchedTargets,
            ListeningSessions listeningSessions,
            AlertRecorder alerts,
            ActuatorMetrics metrics) {
        this.targets = targets;
        this.log = log;
        this.targetLock = targetLock;
        this.watchedTargets = watchedTargets;
        this.listeningSessions = listeningSessions;
        this.alerts = alerts;
        this.unknownTargets = new UnknownTargets(metrics);
    }

    void write(List<Event<Health>> events, Instant now) {
        List<Event<Health>> known = events.stream().filter(this::isKnown).toList();
        if (known.isEmpty()) {
            return;
        }
        writeKnown(known, now);
        watchedTargets.recordArrivals(lastArrivals(known, now));
    }

    /** Writes a sample that the actuator took itself. It is no arrival of a health event. */
    void writeDirectSample(Event<Health> sample, Instant now) {
        writeKnown(List.of(sample), now);
    }

    private void writeKnown(List<Event<Health>> known, Instant now) {
        targetLock.acquireAll(known.stream().map(Event::subject).toList());
        log.writeHealthEvents(known.stream().map(HealthEventRecorder::logEntry).toList());
        listeningSessions.record(known.stream()
                .map(Event::data)
                .flatMap(HealthEventRecorder::listeners)
                .toList());
        alerts.recordAll(
                known.stream()
                        .map(Event::data)
                        .flatMap(health -> labelledInput(health, now))
                        .toList(),
                now);
    }

    /** Returns the arrival of the last event of each target in the order of the records. */
    private Collection<HealthArrival> lastArrivals(List<Event<Health>> known, Instant now) {
        Map<String, HealthArrival> lastByTarget = new LinkedHashMap<>();
        for (Event<Health> event : known) {
            targets.find(event.subject())
                    .ifPresent(target -> lastByTarget.put(target.id(), arrival(event.data(), target, now)));
        }
        return lastByTarget.values();
    }

    private static HealthArrival arrival(Health health, TargetConfiguration target, Instant now) {
        Duration lag = Duration.between(health.lastCheck(), now);
        EventTiming timing = lag.compareTo(target.policy().healthMaxAge()) > 0 ? EventTiming.STALE : EventTiming.VALID;
        EventTiming actual = Health.isFromFuture(health.lastCheck(), now) ? EventTiming.FUTURE : timing;
        return new HealthArrival(target.id(), actual, lag, actual == EventTiming.VALID && health.counts() != null);
    }

    private boolean isKnown(Event<Health> event) {
        boolean known = targets.find(event.subject()).isPresent();
        if (!known) {
            unknownTargets.record(event.subject());
        }
        return known;
    }

    private Stream<LabelledInput> labelledInput(Health health, Instant now) {
        return targets.find(health.target()).stream()
                .map(target -> new LabelledInput(
                        alertInput(health, target, now), target.settings().labels()));
    }

    private static AlertInput alertInput(Health health, TargetConfiguration target, Instant now) {
        return Health.isFromFuture(health.lastCheck(), now)
                ? new AlertInput.SampleFromFuture(health.target(), Duration.between(now, health.lastCheck()), now)
                : new AlertInput.SampleTaken(health, target.thresholds());
    }

    private static Stream<ListeningSession> listeners(Health health) {
        return health.listeners().stream().map(id -> new ListeningSession(health.target(), id));
    }

    private static ConnectionLogEntry logEntry(Event<Health> event) {
        return LogEntries.healthEvent(event.data(), event.id().id(), event.time());
    }
}
