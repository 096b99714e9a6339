package io.connwarden.actuator.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.connwarden.contracts.EventId;
import java.util.UUID;

/**
 * The ids of the events we make. Each follows from what caused it, so that whoever takes up an interrupted action gives
 * its result the same id, and a reader can drop what it has seen.
 */
public final class EventIds {
    /** CloudEvents source of results and alerts. */
    public static final String ACTUATOR = "urn:connwarden:actuator";
    /** CloudEvents source of automatic actions, which are commands that nobody sent. */
    public static final String AUTOMATIC = "urn:connwarden:actuator:auto";

    private EventIds() {}

    /** The result of a command or an automatic action. */
    public static EventId resultOf(EventId command) {
        return new EventId(ACTUATOR, "result-" + digest(command.source(), command.id()));
    }

    /**
     * The rejection of a record that could not be read. It is about the record, not about the command it was meant to
     * be: that can still be sent under the same id, in a form that can be read, and gets a result of its own.
     */
    public static EventId rejectionOf(String topic, int partition, long offset) {
        return new EventId(ACTUATOR, "rejection-" + digest(topic, Integer.toString(partition), Long.toString(offset)));
    }

    /** The automatic action that a health event leads to. */
    public static EventId automaticFor(EventId health) {
        return new EventId(AUTOMATIC, digest(health.source(), health.id()));
    }

    public static EventId alert(String id) {
        return new EventId(ACTUATOR, id);
    }

    private static String digest(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(UTF_8)).toString();
    }
}
