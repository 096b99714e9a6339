package io.connwarden.contracts.codec;

import io.connwarden.contracts.EventId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What can still be told from a record that cannot be read, so that its sender gets an answer. Reads token by token
 * and keeps what stood before the first fault, so a truncated event still gives its id.
 */
final class Salvage {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9._-]{1,63}|\\*");
    private static final String DATA_TARGET = "data/target";

    private final Map<String, String> found = new HashMap<>();

    private Salvage() {}

    static Decoded.Unreadable from(Headers headers, byte @Nullable [] value, String reason) {
        Salvage salvage = new Salvage();
        if (salvage.isBinary(headers)) {
            salvage.fromHeaders(headers);
            salvage.fromJson(value, "data/");
        } else {
            salvage.fromJson(value, "");
        }
        return new Decoded.Unreadable(reason, salvage.id(), salvage.target());
    }

    private boolean isBinary(Headers headers) {
        try {
            return Mode.of(headers) == Mode.BINARY;
        } catch (NotReadable e) {
            return headers.has(BinaryMode.PREFIX + "specversion");
        }
    }

    private void fromHeaders(Headers headers) {
        for (String name : new String[] {"id", "source", "subject"}) {
            try {
                String text = headers.text(BinaryMode.PREFIX + name);
                if (text != null) {
                    found.put(name, text);
                }
            } catch (NotReadable e) {
                // This attribute is lost; the others may not be.
            }
        }
    }

    private void fromJson(byte @Nullable [] value, String prefix) {
        if (value == null) {
            return;
        }
        int length = Math.min(value.length, RecordReader.LARGEST_VALUE);
        try (JsonParser parser = Json.MAPPER.createParser(value, 0, length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fields(parser, prefix);
            }
        } catch (JacksonException e) {
            // Expected: the record is unreadable. What was found before the fault stays.
        }
    }

    private void fields(JsonParser parser, String prefix) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                found.putIfAbsent(name, parser.getString());
            } else if (token == JsonToken.START_OBJECT && name.equals("data")) {
                fields(parser, "data/");
            } else {
                parser.skipChildren();
            }
        }
    }

    private @Nullable EventId id() {
        String source = found.get("source");
        String id = found.get("id");
        if (usable(source, EventId.LONGEST_SOURCE) && usable(id, EventId.LONGEST_ID)) {
            return new EventId(String.valueOf(source), String.valueOf(id));
        }
        return null;
    }

    private static boolean usable(@Nullable String attribute, int longest) {
        return attribute != null
                && !attribute.isBlank()
                && attribute.length() <= longest
                && StorableText.isStorable(attribute);
    }

    private @Nullable String target() {
        for (String name : new String[] {DATA_TARGET, "subject"}) {
            String target = found.get(name);
            if (target != null && TARGET.matcher(target).matches()) {
                return target;
            }
        }
        return null;
    }
}
