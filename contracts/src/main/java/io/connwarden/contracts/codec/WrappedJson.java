package io.connwarden.contracts.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object inside the wrappers that serializers of producers add: a JSON string with JSON or Base64 in it, and the
 * envelope of Kafka Connect. A message is always an object, so the meaning of a wrapper is certain.
 */
final class WrappedJson {
    static final int MAX_LAYERS = 3;
    private static final Set<String> CONNECT_ENVELOPE = Set.of("schema", "payload");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    private WrappedJson() {}

    /** Returns the object, or the given value if it wraps none. */
    static JsonNode unwrap(JsonNode value, String name) throws DecodeException {
        JsonNode inner = value;
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            if (inner.isObject() && Set.copyOf(inner.propertyNames()).equals(CONNECT_ENVELOPE)) {
                inner = inner.get("payload");
            } else if (inner.isString()) {
                Optional<byte[]> json = json(inner.stringValue());
                if (json.isEmpty()) {
                    return inner;
                }
                inner = JsonTreeParser.parse(json.get(), name + " in a JSON string");
            }
        }
        return inner;
    }

    /** Returns the JSON in a text, plain or as Base64; empty if there is none. */
    static Optional<byte[]> json(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{") || stripped.startsWith("\"")) {
            return Optional.of(stripped.getBytes(StandardCharsets.UTF_8));
        }
        return BASE64.matcher(stripped).matches() ? decoded(stripped) : Optional.empty();
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] bytes = base64(text);
            return bytes.length > 0 && bytes[0] == '{' ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Decodes Base64 with either alphabet.
     *
     * @throws IllegalArgumentException if the text is not Base64
     */
    static byte[] base64(String text) {
        boolean isUrlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        return (isUrlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    }
}
