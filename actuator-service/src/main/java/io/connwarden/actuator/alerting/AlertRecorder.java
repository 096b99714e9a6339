package io.connwarden.actuator.alerting;

import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Alert;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.AlertStates.AlertStateRow;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.ConnectionLog.EntryOrigin;
import io.connwarden.sql.store.ConnectionLog.LoggedCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The recorder that applies the alert policy and writes its changes to the log store and the outbox. Runs in the
 * caller's transaction, which must hold the lock of the target.
 */
public final class AlertRecorder {
    private static final EventCodec CODEC = EventCodec.instance();

    private final AlertPolicy policy;
    private final AlertStates states;
    private final ConnectionLog log;
    private final OutboxWriter outbox;
    private final Topics topics;

    public AlertRecorder(
            AlertPolicy policy, AlertStates states, ConnectionLog log, OutboxWriter outbox, Topics topics) {
        this.policy = policy;
        this.states = states;
        this.log = log;
        this.outbox = outbox;
        this.topics = topics;
    }

    /**
     * Evaluates the alert policy for an input.
     *
     * @param labels labels of the target
     */
    public void record(AlertInput input, Map<String, String> labels, Instant now) {
        List<AlertProgress> stored = states.statesOf(input.target()).stream()
                .map(AlertRecorder::toState)
                .toList();
        AlertChange change = policy.evaluate(input, stored, labels, now);
        change.updated().forEach(state -> states.upsert(toRow(state)));
        change.deleted().forEach(state -> states.delete(state.target(), state.name()));
        change.raised().forEach(raised -> publish(raised, now));
    }

    private void publish(RaisedAlert raised, Instant now) {
        log.write(logEntry(raised, now));
        outbox.write(topics.alerts(), new Event<>(EventIds.alert(raised.eventId()), now, raised.alert()));
    }

    private static ConnectionLogEntry logEntry(RaisedAlert raised, Instant now) {
        Alert alert = raised.alert();
        return new ConnectionLogEntry(
                raised.logType(),
                alert.target(),
                now,
                LoggedCounts.NONE,
                null,
                CODEC.toJson(alert),
                new EntryOrigin(null, null, "alerting"));
    }

    private static AlertProgress toState(AlertStateRow row) {
        return new AlertProgress(
                row.target(),
                row.name(),
                row.firingCount(),
                row.clearCount(),
                row.firingSince(),
                row.lastFiringAt(),
                row.lastEvaluatedAt());
    }

    private static AlertStateRow toRow(AlertProgress state) {
        return new AlertStateRow(
                state.target(),
                state.name(),
                state.firingCount(),
                state.clearCount(),
                state.firingSince(),
                state.lastFiringAt(),
                state.lastEvaluatedAt());
    }
}
