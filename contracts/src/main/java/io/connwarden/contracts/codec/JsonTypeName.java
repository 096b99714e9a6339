package io.connwarden.contracts.codec;

import tools.jackson.databind.JsonNode;

/** The name of a JSON type in error messages. */
final class JsonTypeName {
    private JsonTypeName() {}

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }
}
