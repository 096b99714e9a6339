package io.connwarden.actuator.alerting;

import io.connwarden.actuator.alerting.AlertProgress.Publication;
import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Alert;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.AlertStates.AlertKey;
import io.connwarden.sql.store.AlertStates.AlertStateRow;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.ConnectionLog.EntryOrigin;
import io.connwarden.sql.store.ConnectionLog.LoggedCounts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        recordAll(List.of(new LabelledInput(input, labels)), now);
    }

    /**
     * Evaluates the alert policy for inputs in their order. The number of statements does not depend on the number of
     * inputs, except for the alerts that are raised.
     */
    public void recordAll(Collection<LabelledInput> inputs, Instant now) {
        List<LabelledInput> current = inputs.stream()
                .filter(each -> !policy.isOutdated(each.input(), now))
                .toList();
        if (current.isEmpty()) {
            return;
        }
        AlertBatch batch = new AlertBatch(storedStates(current));
        for (LabelledInput each : current) {
            batch.apply(
                    policy.evaluate(each.input(), batch.statesOf(each.input().target()), each.labels(), now));
        }
        states.upsertAll(batch.updated().stream().map(AlertRecorder::toRow).toList());
        states.deleteAll(batch.deleted().stream()
                .map(alert -> new AlertKey(alert.target(), alert.name()))
                .toList());
        batch.raised().forEach(raised -> publish(raised, now));
    }

    /**
     * An input with the labels of its target.
     *
     * @param labels for routing
     */
    public record LabelledInput(AlertInput input, Map<String, String> labels) {}

    private List<AlertProgress> storedStates(Collection<LabelledInput> inputs) {
        Set<String> targets =
                inputs.stream().map(each -> each.input().target()).collect(Collectors.toCollection(TreeSet::new));
        return states.statesOf(targets).stream().map(AlertRecorder::toState).toList();
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
                row.lastEvaluatedAt(),
                publication(row));
    }

    private static @Nullable Publication publication(AlertStateRow row) {
        return row.publishedAt() == null || row.publishedText() == null
                ? null
                : new Publication(row.publishedAt(), row.publishedText());
    }

    private static AlertStateRow toRow(AlertProgress state) {
        return new AlertStateRow(
                state.target(),
                state.name(),
                state.firingCount(),
                state.clearCount(),
                state.firingSince(),
                state.lastFiringAt(),
                state.lastEvaluatedAt(),
                state.publication() == null ? null : state.publication().at(),
                state.publication() == null ? null : state.publication().text());
    }
}
