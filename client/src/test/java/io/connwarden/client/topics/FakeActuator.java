package io.connwarden.client.topics;

import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the commands of a topic and answers as a test says: the other end of the line. */
public final class FakeActuator implements AutoCloseable {
    private final List<EventId> receivedIds = new CopyOnWriteArrayList<>();
    private final TestTopics topics;
    private final Function<Event<Command>, @Nullable Result> answer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "answering");

    /**
     * Starts at once.
     *
     * @param answer null for no answer
     */
    public FakeActuator(TestTopics topics, Function<Event<Command>, @Nullable Result> answer) {
        this.topics = topics;
        this.answer = answer;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", TestTopics.bootstrapServers(),
                        "group.id", topics.topics().prefix(),
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topics.topics().commands()));
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until it reads, so that from then on its answers come at once. */
    public void awaitAssigned() {
        await("the answering program reads").atMost(Duration.ofSeconds(60)).until(() -> assigned.getCount() == 0);
    }

    /** The ids of all commands heard, repeats included. */
    public List<EventId> receivedIds() {
        return receivedIds;
    }

    /** A result that completes a command. */
    public static Result completed(Event<Command> command, int terminated, @Nullable Health health) {
        return result(command, CommandOutcome.COMPLETED, "as asked", terminated, health);
    }

    public static Result result(
            Event<Command> command, CommandOutcome outcome, String reason, int terminated, @Nullable Health health) {
        Action action = command.data().request().action();
        return new Result(
                command.id().source(),
                command.id().id(),
                null,
                command.data().target(),
                action,
                outcome,
                false,
                new DecisionReason(outcome == CommandOutcome.COMPLETED ? "COMMAND" : "G2", reason),
                terminated,
                0,
                action == Action.CLEANUP ? 0 : null,
                List.of(),
                null,
                null,
                Instant.now(),
                Instant.now(),
                health,
                null);
    }

    private void run() {
        try (consumer) {
            while (true) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(200));
                if (!consumer.assignment().isEmpty()) {
                    assigned.countDown();
                }
                polled.forEach(this::onRecord);
            }
        } catch (WakeupException e) {
            // The test is over.
        }
    }

    @SuppressWarnings("unchecked") // the command topic of a test carries commands
    private void onRecord(ConsumerRecord<byte[], byte[]> polled) {
        Map<String, byte[]> headers = new HashMap<>();
        polled.headers().forEach(header -> headers.put(header.key(), header.value()));
        if (EventCodec.instance().decode(headers, polled.value(), Instant.ofEpochMilli(polled.timestamp()))
                instanceof DecodeResult.Decoded readable) {
            Event<Command> command = (Event<Command>) readable.event();
            receivedIds.add(command.id());
            Result result = answer.apply(command);
            if (result != null) {
                topics.send(topics.topics().results(), result);
            }
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
