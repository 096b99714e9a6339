package io.connwarden.contracts.codec;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.value.Formats;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The reader of the identity and the target of an unreadable record, so that its sender receives a result. It reads
 * token by token. A truncated event still yields the attributes before the truncation.
 */
final class PartialEventReader {
    private static final String DATA_TARGET = "data/target";

    private final Map<String, String> attributes = new HashMap<>();

    private PartialEventReader() {}

    static DecodeResult.Unreadable read(TextHeaders headers, byte @Nullable [] value, String reason) {
        PartialEventReader reader = new PartialEventReader();
        if (reader.isBinaryMode(headers)) {
            reader.readHeaders(headers);
            reader.readJson(value, "data/");
        } else {
            reader.readJson(value, "");
        }
        return new DecodeResult.Unreadable(reason, reader.id(), reader.target());
    }

    private boolean isBinaryMode(TextHeaders headers) {
        try {
            return ContentMode.of(headers) == ContentMode.BINARY;
        } catch (DecodeException e) {
            return headers.has(BinaryMode.PREFIX + "specversion");
        }
    }

    private void readHeaders(TextHeaders headers) {
        for (String name : new String[] {"id", "source", "subject"}) {
            try {
                String text = headers.text(BinaryMode.PREFIX + name);
                if (text != null) {
                    attributes.put(name, text);
                }
            } catch (DecodeException e) {
                // Other attributes may still be readable.
            }
        }
    }

    private void readJson(byte @Nullable [] value, String prefix) {
        if (value == null) {
            return;
        }
        int length = Math.min(value.length, RecordReader.MAX_VALUE_BYTES);
        try (JsonParser parser = Json.MAPPER.createParser(value, 0, length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readFields(parser, prefix);
            }
        } catch (JacksonException e) {
            // Expected: the record is unreadable. Attributes before the error are kept.
        }
    }

    private void readFields(JsonParser parser, String prefix) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                attributes.putIfAbsent(name, parser.getString());
            } else if (token == JsonToken.START_OBJECT && name.equals("data")) {
                readFields(parser, "data/");
            } else {
                parser.skipChildren();
            }
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
        for (String name : new String[] {DATA_TARGET, "subject"}) {
            String target = attributes.get(name);
            if (target != null && Command.isTargetOrAll(target)) {
                return target;
            }
        }
        return null;
    }
}
