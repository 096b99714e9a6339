package io.connwarden.actuator.health;

import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.alerting.AlertSignal;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.consumer.BatchConsumer;
import io.connwarden.actuator.consumer.DeadLetter;
import io.connwarden.actuator.consumer.DeadLetters;
import io.connwarden.actuator.consumer.DecodedRecord;
import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.LogEntries;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Health;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ConnectionLogEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes batches of health events. After {@link #consume} returns, all events are logged, alerts are evaluated and
 * automatic commands are accepted. If it throws, the whole batch is read again, which is harmless.
 */
public final class HealthConsumer implements BatchConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(HealthConsumer.class);

    private final Targets targets;
    private final ConnectionLog log;
    private final ActionHistory recent;
    private final AlertRecorder alertRecorder;
    private final CommandAcceptance acceptance;
    private final AutomaticCommands automaticCommands;
    private final DeadLetters deadLetters;
    private final StoreTransactions store;
    private final WorkNotifier workers;
    private final Wakeup outboxWakeup;
    private final ActuatorMetrics metrics;
    private final Clock clock;

    public HealthConsumer(
            Targets targets,
            ConnectionLog log,
            ActionHistory recent,
            Commands commands,
            AlertRecorder alertRecorder,
            CommandAcceptance acceptance,
            ResultRecorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkNotifier workers,
            Wakeup outboxWakeup,
            ActuatorMetrics metrics,
            Clock clock) {
        this.targets = targets;
        this.log = log;
        this.recent = recent;
        this.alertRecorder = alertRecorder;
        this.acceptance = acceptance;
        this.automaticCommands = new AutomaticCommands(targets, commands, acceptance, recorder);
        this.deadLetters = deadLetters;
        this.store = store;
        this.workers = workers;
        this.outboxWakeup = outboxWakeup;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void consume(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Event<Health>> events = new ArrayList<>();
        List<DeadLetter> deadLettersOfBatch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> raw : batch) {
            DecodedRecord decodedRecord = DecodedRecord.of(raw, Health.class);
            if (decodedRecord.decoded() instanceof DecodeResult.Decoded readable) {
                events.add(asHealthEvent(readable.event()));
            } else if (decodedRecord.decoded() instanceof DecodeResult.Unreadable unreadable) {
                deadLettersOfBatch.add(new DeadLetter(raw, unreadable.reason()));
            }
        }
        sendToDeadLetters(deadLettersOfBatch);
        store(events);
    }

    private void store(List<Event<Health>> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        CommandAcceptance.AcceptedBatch accepted = store.execute(() -> {
            // All processes lock targets in the same order, which prevents deadlocks.
            events.stream().map(Event::subject).distinct().sorted().forEach(recent::lock);
            log.writeChecks(events.stream().map(HealthConsumer::logEntry).toList());
            events.forEach(event -> evaluateAlerts(event.data(), now));
            return automaticCommands.accept(events, now);
        });
        metrics.recordHealthEvents(events.size());
        acceptance.onCommit(accepted, workers);
        outboxWakeup.wake();
    }

    private void evaluateAlerts(Health health, Instant now) {
        targets.find(health.target())
                .ifPresent(target -> alertRecorder.record(
                        new AlertSignal.SampleTaken(health, target.thresholds()),
                        target.settings().labels(),
                        now));
    }

    private void sendToDeadLetters(List<DeadLetter> deadLettersOfBatch) {
        if (!deadLettersOfBatch.isEmpty()) {
            deadLetters.send(deadLettersOfBatch);
            LOG.warn(
                    "Sent {} unreadable health records to the dead-letter topic. First reason: {}",
                    deadLettersOfBatch.size(),
                    deadLettersOfBatch.get(0).reason());
        }
    }

    private static ConnectionLogEntry logEntry(Event<Health> event) {
        return LogEntries.healthEvent(event.data(), event.id().id(), event.time());
    }

    private static Event<Health> asHealthEvent(Event<?> event) {
        return new Event<>(event.id(), event.time(), (Health) event.data());
    }
}
