package io.connwarden.client.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A consumer of the command topic that answers each command as a test defines, in place of the actuator. */
public final class FakeActuator implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final List<EventId> receivedIds = new CopyOnWriteArrayList<>();
    private final TestTopics topics;
    private final Function<Event<Command>, @Nullable Result> responder;
    private final RecordConsumer consumer;

    /**
     * Starts to read the command topic from its beginning.
     *
     * @param responder returns the result to send, or null for none
     */
    public FakeActuator(TestTopics topics, Function<Event<Command>, @Nullable Result> responder) {
        this.topics = topics;
        this.responder = responder;
        ConsumerOptions options = ConsumerOptions.startingAt(new StartPosition.Earliest())
                .inGroup(topics.topics().prefix());
        this.consumer = RecordConsumer.start(
                topics.kafkaSettings(),
                List.of(topics.topics().commands()),
                options,
                (record, decoded) -> onRecord(decoded));
    }

    /** Waits until the consumer is ready, so that every later command is answered at once. */
    public void awaitAssigned() {
        try {
            assertThat(consumer.awaitReady(MAX_WAIT)).as("consumer is ready").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the ids of all received commands, duplicates included. */
    public List<EventId> receivedIds() {
        return receivedIds;
    }

    /** Returns a result that completes a command. */
    public static Result completed(Event<Command> command, int terminated, @Nullable Health health) {
        return result(command, CommandOutcome.COMPLETED, "as requested", terminated, health);
    }

    public static Result result(
            Event<Command> command, CommandOutcome outcome, String reason, int terminated, @Nullable Health health) {
        Action action = command.data().parameters().action();
        return Result.builder(
                        command.data().target(),
                        outcome,
                        new DecisionReason(outcome == CommandOutcome.COMPLETED ? "COMMAND" : "G2", reason),
                        Instant.now(),
                        Instant.now())
                .command(command.id().source(), command.id().id())
                .action(action)
                .terminatedCount(terminated)
                .remainingZombies(action == Action.CLEANUP ? 0 : null)
                .health(health)
                .build();
    }

    @SuppressWarnings("unchecked") // the command topic of a test carries commands
    private void onRecord(DecodeResult decoded) {
        if (decoded instanceof DecodeResult.Decoded readable) {
            Event<Command> command = (Event<Command>) readable.event();
            receivedIds.add(command.id());
            Result result = responder.apply(command);
            if (result != null) {
                topics.send(topics.topics().results(), result);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
