package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionSnapshot;

/** The truncation of events to the size limit of a Kafka producer, broker or topic. */
final class EventTruncation {
    /** The producer's {@code max.request.size} of 1 MiB includes key, headers and framing. */
    static final int MAX_EVENT_BYTES = 1_000_000;

    private EventTruncation() {}

    /** @throws IllegalArgumentException if the event is too large without sessions */
    static byte[] encodeWithin(Event<?> event, int maxBytes) {
        byte[] value = StructuredMode.write(event);
        if (value.length > maxBytes) {
            Message truncated = truncate(event.data(), value.length - maxBytes);
            value = StructuredMode.write(new Event<>(event.id(), event.time(), truncated));
        }
        if (value.length > maxBytes) {
            throw new IllegalArgumentException("an event must be at most " + maxBytes + " bytes, was " + value.length
                    + " bytes: " + event.type().value() + " of target " + event.subject());
        }
        return value;
    }

    private static Message truncate(Message message, int excess) {
        if (message instanceof Result result) {
            return ResultTruncation.truncate(result, excess);
        }
        return message instanceof SessionSnapshot snapshot ? SnapshotTruncation.truncate(snapshot, excess) : message;
    }
}
