package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The structured content mode: attributes and data are one JSON object. */
final class StructuredMode {
    static final String DATA = "data";
    static final String DATA_BASE64 = "data_base64";

    private StructuredMode() {}

    /** The fields in reading order. */
    record EventJson(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            String time,
            String datacontenttype,
            Message data) {}

    static byte[] write(Event<?> event) {
        return Json.MAPPER.writeValueAsBytes(new EventJson(
                "1.0",
                event.id().id(),
                event.id().source(),
                event.type().value(),
                event.subject(),
                Rfc3339Timestamps.format(event.time()),
                "application/json",
                event.data()));
    }

    static Envelope read(JsonNode event) throws DecodeException {
        if (!(event instanceof ObjectNode object)) {
            throw new DecodeException("value must be a JSON object with a CloudEvent, was " + JsonTypeName.of(event));
        }
        return new Envelope(
                attribute(object, "specversion"),
                attribute(object, "id"),
                attribute(object, "source"),
                attribute(object, "type"),
                attribute(object, "subject"),
                attribute(object, "time"),
                data(object));
    }

    private static @Nullable String attribute(ObjectNode event, String name) throws DecodeException {
        JsonNode value = event.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new DecodeException(name + " must be a string, was " + JsonTypeName.of(value));
        }
        return value.stringValue();
    }

    private static JsonNode data(ObjectNode event) throws DecodeException {
        JsonNode plain = event.get(DATA);
        String encoded = attribute(event, DATA_BASE64);
        if (plain != null && encoded != null) {
            throw new DecodeException("data and data_base64 must not both be given");
        }
        String contentType = attribute(event, "datacontenttype");
        if (contentType != null && !ContentType.of(contentType).isJson()) {
            throw new DecodeException(
                    "datacontenttype must be application/json, was " + TruncatedText.quote(contentType));
        }
        if (encoded != null) {
            return WrappedJson.unwrap(JsonTreeParser.parse(base64(encoded), DATA_BASE64), DATA_BASE64);
        }
        if (plain == null || plain.isNull()) {
            throw new DecodeException("data is missing");
        }
        return WrappedJson.unwrap(plain, DATA);
    }

    private static byte[] base64(String encoded) throws DecodeException {
        try {
            return WrappedJson.base64(encoded);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("data_base64 must be Base64: " + e.getMessage());
        }
    }
}
