package io.connwarden.contracts.codec;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.value.Formats;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The reader of the identity and the target of an unreadable record, so that its sender receives a result. It reads
 * token by token. A truncated event still yields the attributes before the truncation.
 */
final class PartialEventReader {
    private static final String DATA_PREFIX = "data/";

    private final Map<String, String> attributes = new HashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();

    private PartialEventReader() {}

    static DecodeResult.Unreadable read(HeaderAttributes headers, byte @Nullable [] value, String reason) {
        PartialEventReader reader = new PartialEventReader();
        reader.readValue(value, "", 0);
        if (reader.isBinaryMode(headers)) {
            reader = new PartialEventReader();
            reader.readHeaders(headers);
            reader.readValue(value, DATA_PREFIX, 0);
        } else {
            reader.removeContradicted("id", () -> headers.identity("id"));
            reader.removeContradicted("source", () -> headers.identity("source"));
        }
        return new DecodeResult.Unreadable(reason, reader.id(), reader.target());
    }

    private boolean isBinaryMode(HeaderAttributes headers) {
        @Nullable ContentType contentType = null;
        try {
            contentType = headers.contentType();
        } catch (DecodeException e) {
            // The other headers and the value still show the mode.
        }
        return ContentMode.of(headers, contentType, fields) == ContentMode.BINARY;
    }

    private void readHeaders(HeaderAttributes headers) {
        readHeader("id", () -> headers.identity("id"));
        readHeader("source", () -> headers.identity("source"));
        readHeader("subject", () -> headers.text("subject"));
    }

    /** The reading of one header, which may fail without an effect on other headers. */
    private interface HeaderReading {
        @Nullable String read() throws DecodeException;
    }

    private void readHeader(String name, HeaderReading header) {
        try {
            String text = header.read();
            if (text != null) {
                attributes.put(name, text);
            }
        } catch (DecodeException e) {
            // Other attributes may still be readable.
        }
    }

    /** Removes an identity that a header contradicts. An answer under it could belong to another command. */
    private void removeContradicted(String name, HeaderReading header) {
        try {
            String text = header.read();
            if (text != null && !text.equals(attributes.get(name))) {
                attributes.remove(name);
            }
        } catch (DecodeException e) {
            // A header that cannot be read contradicts nothing.
        }
    }

    private void readValue(byte @Nullable [] value, String prefix, int layer) {
        if (value == null || layer > WrappedJson.MAX_LAYERS) {
            return;
        }
        byte[] json = RecordValue.json(value);
        int length = Math.min(json.length, RecordReader.MAX_VALUE_BYTES);
        try (JsonParser parser = Json.MAPPER.createParser(json, 0, length)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readFields(parser, prefix, layer);
            } else if (token == JsonToken.VALUE_STRING) {
                readWrapped(parser.getString(), prefix, layer);
            }
        } catch (JacksonException e) {
            // Expected: the record is unreadable. Attributes before the error are kept.
        }
    }

    private void readWrapped(String text, String prefix, int layer) {
        WrappedJson.json(text).ifPresent(json -> readValue(json, prefix, layer + 1));
    }

    private void readFields(JsonParser parser, String prefix, int layer) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            String innerPrefix = innerPrefix(name, prefix);
            fields.add(name);
            readField(parser, name, innerPrefix, layer);
        }
    }

    /** Returns the prefix of the fields inside of a field; null if they are skipped. */
    private @Nullable String innerPrefix(String name, String prefix) {
        if (name.equals(prefix + "payload") && fields.equals(Set.of(prefix + "schema"))) {
            return prefix;
        }
        return name.equals(StructuredMode.DATA) || name.equals(StructuredMode.DATA_BASE64) ? DATA_PREFIX : null;
    }

    private void readField(JsonParser parser, String name, @Nullable String innerPrefix, int layer) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            attributes.putIfAbsent(name, parser.getString());
            if (innerPrefix != null) {
                readWrapped(parser.getString(), innerPrefix, layer);
            }
        } else if (token == JsonToken.START_OBJECT && innerPrefix != null) {
            readFields(parser, innerPrefix, layer);
        } else {
            parser.skipChildren();
        }
    }

    private @Nullable EventId id() {
        String source = attributes.get("source");
        String id = attributes.get("id");
        if (isUsable(source, EventId.MAX_SOURCE_LENGTH) && isUsable(id, EventId.MAX_ID_LENGTH)) {
            return new EventId(String.valueOf(source), String.valueOf(id));
        }
        return null;
    }

    private static boolean isUsable(@Nullable String attribute, int maxLength) {
        return attribute != null
                && !attribute.isBlank()
                && attribute.length() <= maxLength
                && Formats.isSingleLine(attribute);
    }

    private @Nullable String target() {
        for (String name : new String[] {DATA_PREFIX + "target", "subject"}) {
            String target = attributes.get(name);
            if (target != null && Command.isTargetOrAll(target)) {
                return target;
            }
        }
        return null;
    }
}
