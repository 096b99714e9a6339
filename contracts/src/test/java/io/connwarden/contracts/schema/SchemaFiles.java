package io.connwarden.contracts.schema;

import io.connwarden.contracts.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The present and the released schemas. */
public final class SchemaFiles {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SchemaFiles() {}

    public static ObjectNode present(EventType type) {
        return (ObjectNode) read("/io/connwarden/contracts/schema/" + file(type));
    }

    static ObjectNode released(EventType type) {
        return (ObjectNode) read("/released/" + file(type));
    }

    public static String file(EventType type) {
        return type.name().toLowerCase(Locale.ROOT) + ".v1.schema.json";
    }

    public static JsonNode read(String resource) {
        try (InputStream in = SchemaFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("missing: " + resource);
            }
            return MAPPER.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
