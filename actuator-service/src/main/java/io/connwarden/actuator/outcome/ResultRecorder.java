package io.connwarden.actuator.outcome;

import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.CommandCompletion;
import io.connwarden.sql.store.ConnectionLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes down results, in the transaction that makes the command DONE: the row of the log, and the record for whoever
 * asked.
 */
public final class ResultRecorder {
    private final ConnectionLog log;
    private final OutboxWriter outbox;
    private final Topics topics;
    private final Duration noActionLogInterval;
    private final EventCodec codec = EventCodec.instance();

    /** @param noActionLogInterval how long the same reason for doing nothing is not logged again */
    public ResultRecorder(ConnectionLog log, OutboxWriter outbox, Topics topics, Duration noActionLogInterval) {
        this.log = log;
        this.outbox = outbox;
        this.topics = topics;
        this.noActionLogInterval = noActionLogInterval;
    }

    /**
     * A result with its sessions: logged and published.
     *
     * @param acted whether any session was chosen
     * @param last the target as it was counted last; null when nobody could
     */
    public CommandCompletion logAndPublish(CommandOrigin origin, Result result, boolean acted, @Nullable Health last) {
        log.write(LogEntries.result(origin, result, acted, last));
        return publishResult(origin, result);
    }

    /** A result about which the log has nothing to say: STATUS, PAUSE, RESUME. */
    public CommandCompletion publishResult(CommandOrigin origin, Result result) {
        EventId id = EventIds.resultOf(origin.id());
        publish(id, result);
        return answer(result, codec.toJson(result), id.id());
    }

    /** An automatic action that did nothing: logged now and then, published never. */
    public CommandCompletion logWithoutPublishing(Result result) {
        logNoAction(result);
        return answer(result, null, null);
    }

    /** Logs why an automatic action was not taken, unless that was said lately. */
    public void logNoAction(Result result) {
        log.writeNoAction(
                LogEntries.noAction(result),
                result.decision().rule(),
                result.finishedAt().minus(noActionLogInterval));
    }

    /** Publishes the answer to a command that came again, as it was. */
    public void republish(EventId command, String storedResult) {
        publish(EventIds.resultOf(command), codec.fromJson(Result.class, storedResult));
    }

    /** Publishes a result. Its event's time is when it was known, so that a repeat is the same event. */
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
