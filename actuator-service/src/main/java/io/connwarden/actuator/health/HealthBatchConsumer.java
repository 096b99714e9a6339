package io.connwarden.actuator.health;

import io.connwarden.actuator.consumer.BatchConsumer;
import io.connwarden.actuator.consumer.BatchStorage;
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
    private final BatchStorage storage;
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
        this.storage = new BatchStorage(deadLetters, this::store);
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void consume(List<ConsumerRecord<byte[], byte[]>> batch) {
        storage.store(
                batch.stream().map(raw -> DecodedRecord.of(raw, Health.class)).toList());
    }

    private void store(List<DecodedRecord> records) {
        List<Event<Health>> events = new ArrayList<>();
        for (DecodedRecord decodedRecord : records) {
            if (decodedRecord.decoded() instanceof DecodeResult.Decoded readable) {
                events.add(asHealthEvent(readable.event()));
            }
        }
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

    private static Event<Health> asHealthEvent(Event<?> event) {
        return new Event<>(event.id(), event.time(), (Health) event.data());
    }
}
