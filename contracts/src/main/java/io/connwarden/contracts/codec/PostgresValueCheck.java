package io.connwarden.contracts.codec;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The check for values that the log store cannot hold. PostgreSQL stores neither U+0000 nor unpaired surrogates, in
 * text or jsonb. Numbers over 64 bits are rejected too, because few readers support them.
 */
final class PostgresValueCheck {
    private PostgresValueCheck() {}

    static void check(JsonNode node, String path) throws DecodeException {
        if (node.isString() && !isStorable(node.stringValue())) {
            throw new DecodeException("text must not contain U+0000 or an unpaired surrogate at " + path);
        }
        if (node.isNumber() && !(Math.abs(node.doubleValue()) <= Long.MAX_VALUE)) {
            throw new DecodeException("number is too large at " + path);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(node.get(i), path + "/" + i);
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                checkField(field, path);
            }
        }
    }

    private static void checkField(Map.Entry<String, JsonNode> field, String path) throws DecodeException {
        if (!isStorable(field.getKey())) {
            throw new DecodeException("a field's name must not contain U+0000 or an unpaired surrogate at " + path);
        }
        check(field.getValue(), path + "/" + TruncatedText.truncate(field.getKey(), 60));
    }

    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
