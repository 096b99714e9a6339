package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The decoder of records in either content mode. Every failure is a {@link DecodeException}. */
final class RecordReader {
    /** The default limit of a Kafka broker. */
    static final int MAX_VALUE_BYTES = 1024 * 1024;

    private RecordReader() {}

    static Event<?> read(HeaderAttributes headers, byte @Nullable [] value, @Nullable Instant fallbackTime)
            throws DecodeException {
        Envelope envelope = envelope(headers, checkSize(value));
        envelope.checkSpecVersion();
        EventId id = envelope.eventId();
        EventType type = envelope.eventType();
        Instant time = envelope.eventTime(fallbackTime);
        Message message = message(type, envelope.data());
        envelope.checkSubject(message.target());
        return new Event<>(id, time, message);
    }

    private static byte[] checkSize(byte @Nullable [] value) throws DecodeException {
        if (value == null) {
            throw new DecodeException("empty value (tombstone): a message cannot be deleted by sending a null value");
        }
        if (value.length == 0) {
            throw new DecodeException("empty value: the record contains no event");
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new DecodeException(
                    "value must be at most " + MAX_VALUE_BYTES + " bytes, was " + value.length + " bytes");
        }
        return value;
    }

    private static Envelope envelope(HeaderAttributes headers, byte[] value) throws DecodeException {
        ContentType contentType = headers.contentType();
        if (contentType != null) {
            contentType.check(headers.arePresent());
            contentType.checkCharset(value);
        }
        JsonNode json = RecordValue.parse(value);
        if (ContentMode.of(headers, contentType, json.propertyNames()) == ContentMode.BINARY) {
            return BinaryMode.read(headers, json);
        }
        Envelope envelope = StructuredMode.read(json);
        if (headers.arePresent() && (contentType == null || !contentType.isCloudEvent())) {
            envelope.checkSameIdentity(headers.identity("id"), headers.identity("source"));
        }
        return envelope;
    }

    static Message message(EventType type, JsonNode data) throws DecodeException {
        Schemas.check(type, data);
        try {
            return Json.MAPPER.treeToValue(data, type.messageType());
        } catch (JacksonException e) {
            throw new DecodeException(mappingErrorMessage(e));
        } catch (IllegalArgumentException e) { // from a conversion that the mapper does not wrap
            throw new DecodeException(
                    "data " + TruncatedText.truncate(String.valueOf(e.getMessage()), 200) + " at /data");
        }
    }

    /** Describes a value that the schema accepts and the mapping rejects, such as the 30th of February. */
    private static String mappingErrorMessage(JacksonException e) {
        StringBuilder path = new StringBuilder("/data");
        String name = "data";
        for (JacksonException.Reference step : e.getPath()) {
            name = step.getPropertyName() == null ? name + "/" + step.getIndex() : step.getPropertyName();
            path.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String problem = cause instanceof JacksonException inner ? inner.getOriginalMessage() : cause.getMessage();
        return name + " " + TruncatedText.truncate(String.valueOf(problem), 200) + " at " + path;
    }
}
