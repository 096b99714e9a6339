package io.connwarden.actuator.alerting;

import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.actuator.outcome.EventIds;
import io.connwarden.actuator.outcome.LogEntries;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.AlertStates.AlertStateRow;
import io.connwarden.sql.store.ConnectionLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Applies the alert policy and writes its changes to the log store and the outbox. Runs in the caller's transaction,
 * which must hold the lock of the target.
 */
public final class AlertRecorder {
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
     * Evaluates the alert policy for a signal.
     *
     * @param labels labels of the target
     */
    public void record(AlertSignal sign, Map<String, String> labels, Instant now) {
        List<AlertState> stored = states.statesOf(sign.target()).stream()
                .map(AlertRecorder::toState)
                .toList();
        AlertChange change = policy.evaluate(sign, stored, labels, now);
        change.updated().forEach(watch -> states.upsert(toRow(watch)));
        change.deleted().forEach(watch -> states.delete(watch.target(), watch.name()));
        change.raised().forEach(raised -> publish(raised, now));
    }

    private void publish(RaisedAlert raised, Instant now) {
        log.write(LogEntries.alert(raised.logType(), raised.alert(), now));
        outbox.write(topics.alerts(), new Event<>(EventIds.alert(raised.eventId()), now, raised.alert()));
    }

    private static AlertState toState(AlertStateRow stored) {
        return new AlertState(
                stored.target(),
                stored.name(),
                stored.badCount(),
                stored.goodCount(),
                stored.firingSince(),
                stored.lastBadAt(),
                stored.lastEvaluatedAt());
    }

    private static AlertStateRow toRow(AlertState watch) {
        return new AlertStateRow(
                watch.target(),
                watch.name(),
                watch.badSignals(),
                watch.goodSignals(),
                watch.firingSince(),
                watch.lastBadSignal(),
                watch.lastSignal());
    }
}
