package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** From a record to an event, in either mode; every way this can fail ends in {@link NotReadable}. */
final class RecordReader {
    /** What a Kafka broker accepts by default. */
    static final int LARGEST_VALUE = 1024 * 1024;

    private RecordReader() {}

    static Event<?> read(Headers headers, byte @Nullable [] value, @Nullable Instant fallbackTime) throws NotReadable {
        Envelope envelope = envelope(headers, sized(value));
        envelope.checkVersion();
        EventId id = envelope.eventId();
        EventType type = envelope.eventType();
        Instant time = envelope.moment(fallbackTime);
        Message message = message(type, envelope.data());
        envelope.checkSubject(message.target());
        return new Event<>(id, time, message);
    }

    private static byte[] sized(byte @Nullable [] value) throws NotReadable {
        if (value == null) {
            throw new NotReadable("empty value (tombstone): a message cannot be deleted by sending a null value");
        }
        if (value.length == 0) {
            throw new NotReadable("empty value: the record holds no event");
        }
        if (value.length > LARGEST_VALUE) {
            throw new NotReadable("value must be at most " + LARGEST_VALUE + " bytes, was " + value.length + " bytes");
        }
        return value;
    }

    private static Envelope envelope(Headers headers, byte[] value) throws NotReadable {
        return Mode.of(headers) == Mode.BINARY
                ? BinaryMode.read(headers, value, Mode.contentType(headers))
                : StructuredMode.read(value);
    }

    static Message message(EventType type, JsonNode data) throws NotReadable {
        Schemas.check(type, data);
        try {
            return Json.MAPPER.treeToValue(data, type.message());
        } catch (JacksonException e) {
            throw new NotReadable(beyondTheSchema(e));
        }
    }

    /** The schema let it pass; what is left is what a schema cannot say, such as the 30th of February. */
    private static String beyondTheSchema(JacksonException e) {
        StringBuilder path = new StringBuilder("/data");
        String name = "data";
        for (JacksonException.Reference step : e.getPath()) {
            name = step.getPropertyName() == null ? name + "/" + step.getIndex() : step.getPropertyName();
            path.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String problem = cause instanceof JacksonException inner ? inner.getOriginalMessage() : cause.getMessage();
        return name + " " + Excerpt.bare(String.valueOf(problem), 200) + " at " + path;
    }
}
