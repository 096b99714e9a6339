package io.connwarden.actuator.outcome;

import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.Commands.CommandCompletion;
import io.connwarden.sql.store.ConnectionLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The recorder of results in the transaction that completes the command: the log entry and the result message. */
public final class ResultRecorder {
    private final ConnectionLog log;
    private final OutboxWriter outbox;
    private final Topics topics;
    private final Duration noActionLogInterval;
    private final EventCodec codec = EventCodec.instance();

    /** @param noActionLogInterval minimum time between two log entries with the same reason for no action */
    public ResultRecorder(ConnectionLog log, OutboxWriter outbox, Topics topics, Duration noActionLogInterval) {
        this.log = log;
        this.outbox = outbox;
        this.topics = topics;
        this.noActionLogInterval = noActionLogInterval;
    }

    /**
     * Logs and publishes a result with its sessions.
     *
     * @param acted true if a session was selected
     * @param last the last sample; null if the target was unreachable
     */
    public CommandCompletion logAndPublish(CommandOrigin origin, Result result, boolean acted, @Nullable Health last) {
        log.write(LogEntries.result(origin, result, acted, last));
        return publishResult(origin, result);
    }

    /** Publishes a result without a log entry: STATUS, PAUSE and RESUME. */
    public CommandCompletion publishResult(CommandOrigin origin, Result result) {
        return publishResult(origin.id(), result);
    }

    /** Logs and publishes the result of a command that was completed without reading its message. */
    public CommandCompletion logAndPublishUnread(EventId command, Result result) {
        log.write(LogEntries.unreadCommand(result));
        return publishResult(command, result);
    }

    private CommandCompletion publishResult(EventId command, Result result) {
        EventId id = EventIds.resultOf(command);
        publish(id, result);
        return answer(result, codec.toJson(result), id.id());
    }

    /** Logs an automatic decision without an action; nothing is published. */
    public CommandCompletion logWithoutPublishing(Result result) {
        logNoAction(result);
        return answer(result, null, null);
    }

    /** Logs the reason for no automatic action, unless the same reason was logged recently. */
    public void logNoAction(Result result) {
        log.writeNoAction(
                LogEntries.noAction(result),
                result.decision().rule(),
                result.finishedAt().minus(noActionLogInterval));
    }

    /** Publishes the stored result of a repeated command. */
    public void republish(EventId command, String storedResult) {
        publish(EventIds.resultOf(command), codec.fromJson(Result.class, storedResult));
    }

    /** Publishes a result. The event's time is the time of the result, so that a repetition is the same event. */
    public void publish(EventId id, Result result) {
        outbox.write(topics.results(), new Event<>(id, result.finishedAt(), result));
    }

    private static CommandCompletion answer(Result result, @Nullable String json, @Nullable String eventId) {
        return new CommandCompletion(
                result.outcome().name(),
                result.decision().rule(),
                result.decision().reason(),
                result.terminatedCount(),
                result.cancelledCount(),
                json,
                eventId,
                result.finishedAt());
    }
}
