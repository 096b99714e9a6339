package io.connwarden.actuator.consumer;

import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.IncomingCommand;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.actuator.intake.PermittedTopics;
import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.plan.RequestedPlans;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Command;
import io.connwarden.sql.store.Plans;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The consumer of batches of records from the command topics. After {@link #consume} returns, each record is accepted
 * in the log store or sent to the dead-letter topic. After an exception the whole batch is read again; repeated
 * commands are accepted once.
 */
public final class CommandBatchConsumer implements BatchConsumer {
    private static final String UNKNOWN_TARGET = "unknown";

    private final CommandAcceptance acceptance;
    private final ResultRecorder recorder;
    private final BatchStorage storage;
    private final IntakeTransactions transactions;
    private final PermittedTopics permittedTopics;
    private final Plans plans;
    private final Clock clock;

    public CommandBatchConsumer(
            CommandAcceptance acceptance,
            ResultRecorder recorder,
            DeadLetterSender deadLetters,
            IntakeTransactions transactions,
            PermittedTopics permittedTopics,
            Plans plans,
            Clock clock) {
        this.acceptance = acceptance;
        this.recorder = recorder;
        this.storage = new BatchStorage(deadLetters, this::store);
        this.transactions = transactions;
        this.permittedTopics = permittedTopics;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public void consume(List<ConsumerRecord<byte[], byte[]>> batch) {
        storage.store(
                batch.stream().map(raw -> DecodedRecord.of(raw, Command.class)).toList());
    }

    private void store(List<DecodedRecord> records) {
        Instant now = clock.instant();
        transactions.execute(() -> {
            List<IncomingCommand> incomingCommands = new ArrayList<>();
            for (DecodedRecord decodedRecord : records) {
                if (decodedRecord.decoded() instanceof DecodeResult.Decoded readable) {
                    incomingCommands.add(incomingCommand(decodedRecord.raw().topic(), readable.event(), now));
                } else if (decodedRecord.decoded() instanceof DecodeResult.Unreadable unreadable) {
                    reject(decodedRecord, unreadable, now);
                }
            }
            return acceptance.accept(incomingCommands, now);
        });
    }

    private IncomingCommand incomingCommand(String topic, Event<?> event, Instant now) {
        Command command = (Command) event.data();
        return IncomingCommand.of(
                new Event<>(event.id(), event.time(), command),
                permittedTopics.refuse(topic, command, plan -> RequestedPlans.commandOf(plans, plan)),
                now);
    }

    /** Publishes a rejection if the record contains an id. */
    private void reject(DecodedRecord decodedRecord, DecodeResult.Unreadable unreadable, Instant now) {
        EventId id = unreadable.id();
        if (id != null) {
            ConsumerRecord<byte[], byte[]> raw = decodedRecord.raw();
            String target = Objects.requireNonNullElse(unreadable.target(), UNKNOWN_TARGET);
            recorder.publish(
                    EventIds.rejectionOf(raw.topic(), raw.partition(), raw.offset()),
                    Results.ofUnreadable(id.source(), id.id(), target, unreadable.reason(), now));
        }
    }
}
