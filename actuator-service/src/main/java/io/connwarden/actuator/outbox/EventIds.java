package io.connwarden.actuator.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Result;
import java.util.UUID;

/**
 * The ids of published events. Each id is derived from its cause. A resumed action therefore publishes its result
 * under the same id, and readers can discard duplicates.
 */
public final class EventIds {
    /** CloudEvents source of results and alerts. */
    public static final String ACTUATOR = Result.SOURCE;
    /** CloudEvents source of automatic actions, which are commands without a sender. */
    public static final String AUTOMATIC = "urn:connwarden:actuator:auto";

    private EventIds() {}

    /** Returns the id of the result of a command or an automatic action. */
    public static EventId resultOf(EventId command) {
        return new EventId(ACTUATOR, "result-" + digest(command.source(), command.id()));
    }

    /**
     * Returns the id of the rejection of an unreadable record. It identifies the record, not the command. If the
     * command is sent again in a readable form, its result has another event id.
     */
    public static EventId rejectionOf(String topic, int partition, long offset) {
        return new EventId(
                ACTUATOR,
                Result.REJECTION_ID_PREFIX + digest(topic, Integer.toString(partition), Long.toString(offset)));
    }

    /** Returns the id of the rejection of a command that uses the source and id of a command with other content. */
    public static EventId conflictOf(EventId command, String data) {
        return new EventId(ACTUATOR, Result.REJECTION_ID_PREFIX + digest(command.source(), command.id(), data));
    }

    /** Returns the id of the automatic action for a health event. */
    public static EventId automaticFor(EventId health) {
        return new EventId(AUTOMATIC, digest(health.source(), health.id()));
    }

    /** Returns the id of the pause with labels or a window that a command begins. */
    public static UUID pauseOf(EventId command) {
        return UUID.fromString(digest("pause", command.source(), command.id()));
    }

    public static EventId alert(String id) {
        return new EventId(ACTUATOR, id);
    }

    private static String digest(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(UTF_8)).toString();
    }
}
