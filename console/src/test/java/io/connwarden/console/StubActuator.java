package io.connwarden.console;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.codec.RecordHeaders;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A reader of the command topic that answers as a test defines, in place of the actuator. */
final class StubActuator implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventSource source;
    private final String prefix;
    private final List<Event<Command>> received = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<Event<Command>, Optional<Result>>> answer =
            new AtomicReference<>(command -> Optional.of(completed(command).build()));
    private final AtomicReference<Function<Event<Command>, String>> eventIds =
            new AtomicReference<>(StubActuator::resultId);
    private final Thread thread = new Thread(this::read, "stub-actuator");

    StubActuator(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        this.source = new EventSource(bootstrapServers);
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", prefix, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(prefix + "commands"));
        thread.start();
    }

    static Result.Builder completed(Event<Command> command) {
        return result(command, CommandOutcome.COMPLETED, "as requested");
    }

    static Result.Builder result(Event<Command> command, CommandOutcome outcome, String reason) {
        Instant now = Instant.now();
        return Result.builder(command.subject(), outcome, new DecisionReason("COMMAND", reason), now, now)
                .command(command.id().source(), command.id().id())
                .action(command.data().parameters().action())
                .requestedBy(command.data().requestedBy())
                .commandDigest(EventCodec.instance().digest(command.data()))
                .planId(planId(command.data()))
                .dryRun(command.data().dryRun());
    }

    private static @Nullable UUID planId(Command command) {
        return command.parameters() instanceof CommandParameters.PlanDecision decision ? decision.planId() : null;
    }

    void answer(Function<Event<Command>, Optional<Result>> newAnswer) {
        answer.set(newAnswer);
    }

    static String resultId(Event<Command> command) {
        return "result-of-" + command.id().id();
    }

    /** Sets the ids of the events of the next results. */
    void eventIds(Function<Event<Command>, String> newIds) {
        eventIds.set(newIds);
    }

    /** Returns the received commands with an id, in order. */
    List<Command> received(String id) {
        return received.stream()
                .filter(event -> event.id().id().equals(id))
                .map(Event::data)
                .toList();
    }

    List<Event<Command>> received() {
        return received;
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    onRecord(record);
                }
            }
        } catch (WakeupException closed) {
            consumer.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record) throws Exception {
        DecodeResult decoded = EventCodec.instance()
                .decode(RecordHeaders.toMap(record.headers(), Header::key, Header::value), record.value());
        Event<?> event = ((DecodeResult.Decoded) decoded).event();
        Event<Command> command = new Event<>(event.id(), event.time(), (Command) event.data());
        received.add(command);
        Optional<Result> result = answer.get().apply(command);
        if (result.isPresent()) {
            source.send(prefix + "results", eventIds.get().apply(command), Instant.now(), result.get());
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
