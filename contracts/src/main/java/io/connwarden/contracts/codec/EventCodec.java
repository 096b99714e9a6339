package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codec of CloudEvents 1.0 on Kafka. It writes structured mode and reads structured and binary mode. Thread-safe.
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
     * Encodes an event. Timestamps are truncated to microseconds. A result over 1,000,000 bytes omits sessions, spared
     * and protected ones first, and states their number in its reason. A snapshot over that size omits its last rows
     * and counts them.
     *
     * @throws IllegalArgumentException if the event still exceeds that size
     */
    public EncodedEvent encode(Event<?> event) {
        return encode(event, EventTruncation.MAX_EVENT_BYTES);
    }

    /**
     * Encodes an event for a topic with a lower size limit.
     *
     * @param maxBytes the maximum size of the value
     * @throws IllegalArgumentException if the event exceeds that size, a result or a snapshot even without sessions
     */
    public EncodedEvent encode(Event<?> event, int maxBytes) {
        return new EncodedEvent(
                event.subject().getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", ContentType.STRUCTURED.getBytes(StandardCharsets.UTF_8)),
                EventTruncation.encodeWithin(event, maxBytes));
    }

    /** Decodes a record with an event that has a {@code time}. Never throws. */
    public DecodeResult decode(Map<String, byte[]> headers, byte @Nullable [] value) {
        return read(headers, value, null);
    }

    /**
     * Decodes a record. Never throws.
     *
     * @param headers the headers of the record, see {@link RecordHeaders#toMap}
     * @param value the value of the record, null for a tombstone
     * @param fallbackTime time of an event without {@code time}, usually the timestamp of the record
     */
    public DecodeResult decode(Map<String, byte[]> headers, byte @Nullable [] value, Instant fallbackTime) {
        return read(headers, value, fallbackTime);
    }

    private static DecodeResult read(
            Map<String, byte[]> headers, byte @Nullable [] value, @Nullable Instant fallbackTime) {
        HeaderAttributes named = new HeaderAttributes(headers);
        try {
            return new DecodeResult.Decoded(RecordReader.read(named, value, fallbackTime));
        } catch (DecodeException e) {
            return PartialEventReader.read(named, value, e.reason());
        } catch (RuntimeException e) {
            // No known input leads here. An exception would block the partition permanently.
            return PartialEventReader.read(
                    named, value, "value could not be read: " + TruncatedText.truncate(String.valueOf(e), 200));
        }
    }

    /** Returns the JSON of a message without its event. */
    public String toJson(Message message) {
        return Json.MAPPER.writeValueAsString(message);
    }

    /**
     * Reads the JSON of a message without its event.
     *
     * @throws IllegalArgumentException with the invalid field, its value and the accepted values
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

    /**
     * Returns the SHA-256 of the JSON of a command without its expiry, in hexadecimal digits. Equal commands have equal
     * digests, however their sender wrote them. A command that is repeated with a later expiry is the same command.
     */
    public String digest(Command command) {
        Command withoutExpiry = new Command(
                command.target(),
                command.parameters(),
                command.requestedBy(),
                command.reason(),
                command.dryRun(),
                null);
        return Sha256.hex(toJson(withoutExpiry));
    }

    /**
     * Checks JSON against the limits of all messages: depth, number of tokens, no duplicate field, and only values that
     * the log store can hold.
     *
     * @param name the name of the value in an error
     * @throws IllegalArgumentException with the position of the error
     */
    public void checkJson(byte[] json, String name) {
        try {
            JsonTreeParser.parse(json, name);
        } catch (DecodeException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }
}
