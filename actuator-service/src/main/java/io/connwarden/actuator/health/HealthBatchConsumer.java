package io.connwarden.actuator.health;

import io.connwarden.actuator.consumer.BatchConsumer;
import io.connwarden.actuator.consumer.DeadLetter;
import io.connwarden.actuator.consumer.DeadLetterSender;
import io.connwarden.actuator.consumer.DecodedRecord;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Health;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The consumer of batches of health events. After {@link #consume} returns, all events are logged, alerts are evaluated
 * and automatic commands are accepted. After an exception the whole batch is read again; repeated events have no second
 * effect.
 */
public final class HealthBatchConsumer implements BatchConsumer {
    private final HealthEventRecorder log;
    private final AutomaticCommands automaticCommands;
    private final DeadLetterSender deadLetters;
    private final IntakeTransactions transactions;
    private final ActuatorMetrics metrics;
    private final Clock clock;

    public HealthBatchConsumer(
            HealthEventRecorder log,
            AutomaticCommands automaticCommands,
            DeadLetterSender deadLetters,
            IntakeTransactions transactions,
            ActuatorMetrics metrics,
            Clock clock) {
        this.log = log;
        this.automaticCommands = automaticCommands;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
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
        transactions.execute(() -> {
            log.write(events, now);
            return automaticCommands.accept(events, now);
        });
        metrics.recordHealthEvents(events.size());
    }

    private void sendToDeadLetters(List<DeadLetter> deadLettersOfBatch) {
        if (!deadLettersOfBatch.isEmpty()) {
            deadLetters.send(deadLettersOfBatch);
        }
    }

    private static Event<Health> asHealthEvent(Event<?> event) {
        return new Event<>(event.id(), event.time(), (Health) event.data());
    }
}
