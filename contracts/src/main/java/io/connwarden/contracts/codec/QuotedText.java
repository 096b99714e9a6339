package io.connwarden.contracts.codec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A header value that some producers write as a JSON string, such as {@code "1.0"} with its quotes. */
final class QuotedText {
    private static final int MAX_LAYERS = 3;

    private QuotedText() {}

    /** Returns the number of quoted layers around a text, at most {@value #MAX_LAYERS}. */
    static int layers(String text) {
        int layers = 0;
        String inner = text;
        while (layers < MAX_LAYERS && !unquote(inner).equals(inner)) {
            inner = unquote(inner);
            layers++;
        }
        return layers;
    }

    /** Returns the text without at most the given number of quoted layers. */
    static String unquote(String text, int layers) {
        String inner = text;
        for (int layer = 0; layer < layers; layer++) {
            inner = unquote(inner);
        }
        return inner;
    }

    /** Returns the text without quotes and surrounding white space, for a value that never has them. */
    static String unquoteAll(String text) {
        return unquote(text, MAX_LAYERS).strip();
    }

    private static String unquote(String text) {
        String stripped = text.strip();
        if (stripped.length() < 2 || !stripped.startsWith("\"") || !stripped.endsWith("\"")) {
            return text;
        }
        try {
            JsonNode value = Json.MAPPER.readTree(stripped);
            return value.isString() ? value.stringValue() : text;
        } catch (JacksonException e) {
            return text;
        }
    }
}
