package io.connwarden.actuator.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The conversion of record headers to and from the JSON object of strings that the outbox stores. */
final class OutboxHeaders {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private OutboxHeaders() {}

    static String toJson(Map<String, byte[]> headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        return JSON.writeValueAsString(texts);
    }

    static Map<String, String> fromJson(String json) {
        return JSON.readValue(json, TEXTS);
    }
}
