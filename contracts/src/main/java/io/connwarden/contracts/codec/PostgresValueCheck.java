package io.connwarden.contracts.codec;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL stores neither U+0000 nor unpaired surrogates, in text or in jsonb; JSON can spell both. A message that
 * holds one could be read but never recorded, so it is refused at the door. So are numbers beyond 64 bits, which no field of ours needs and few readers can hold.
 */
final class PostgresValueCheck {
    private PostgresValueCheck() {}

    static void check(JsonNode node, String path) throws DecodeException {
        if (node.isString() && !isStorable(node.stringValue())) {
            throw new DecodeException("text must hold neither U+0000 nor half a surrogate pair at " + path);
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
            throw new DecodeException("a field's name must hold neither U+0000 nor half a surrogate pair at " + path);
        }
        check(field.getValue(), path + "/" + TruncatedText.truncate(field.getKey(), 60));
    }

    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
