package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 on Kafka: writes structured mode, reads structured and binary mode. Stateless and thread-safe.
 *
 * <p>Source: CloudEvents 1.0.2, its JSON format and its Kafka protocol binding.
 */
public final class EventCodec {
    private static final EventCodec INSTANCE = new EventCodec();

    private EventCodec() {}

    public static EventCodec instance() {
        return INSTANCE;
    }

    /**
     * The record for an event; its moments are kept to the microsecond. A result that would exceed 1,000,000 bytes
     * leaves out the last of its spared and protected sessions and says so in its reason.
     *
     * @throws IllegalArgumentException when an event is larger than that all the same
     */
    public EncodedEvent encode(Event<?> event) {
        return new EncodedEvent(
                event.subject().getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", ContentType.STRUCTURED.getBytes(StandardCharsets.UTF_8)),
                ResultTruncation.write(event));
    }

    /** Reads a record whose event must carry its own {@code time}. Never throws. */
    public DecodeResult decode(Map<String, byte[]> headers, byte @Nullable [] value) {
        return read(headers, value, null);
    }

    /**
     * Reads a record. Never throws.
     *
     * @param headers the record's headers; where a name repeats, the last one
     * @param value the record's value, null for a tombstone
     * @param fallbackTime becomes the event's time when it carries none; use the record's timestamp
     */
    public DecodeResult decode(Map<String, byte[]> headers, byte @Nullable [] value, Instant fallbackTime) {
        return read(headers, value, fallbackTime);
    }

    private static DecodeResult read(
            Map<String, byte[]> headers, byte @Nullable [] value, @Nullable Instant fallbackTime) {
        TextHeaders named = new TextHeaders(headers);
        try {
            return new DecodeResult.Decoded(RecordReader.read(named, value, fallbackTime));
        } catch (DecodeException e) {
            return PartialEventReader.read(named, value, e.reason());
        } catch (RuntimeException e) {
            // No input is known to end here. An exception would block the record's partition for good.
            return PartialEventReader.read(
                    named, value, "value could not be read: " + TruncatedText.truncate(String.valueOf(e), 200));
        }
    }

    /** A message's data alone, as it stands in the event's {@code data}. */
    public String toJson(Message message) {
        return Json.MAPPER.writeValueAsString(message);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException naming the field that is wrong, its value and what is allowed
     */
    public <T extends Message> T fromJson(Class<T> type, String json) {
        for (EventType known : EventType.values()) {
            if (known.messageType() == type) {
                return type.cast(read(known, json));
            }
        }
        throw new IllegalArgumentException("type must be a message, was " + type.getName());
    }

    private static Message read(EventType type, String json) {
        try {
            return RecordReader.message(type, JsonTreeParser.parse(json.getBytes(StandardCharsets.UTF_8), "data"));
        } catch (DecodeException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }
}
