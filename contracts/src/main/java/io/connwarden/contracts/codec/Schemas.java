package io.connwarden.contracts.codec;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.connwarden.contracts.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas of the messages. They are read from the class path, never from the network. */
final class Schemas {
    /** The base of the schema identifiers. Nothing is fetched from this address. */
    private static final String BASE = "https://connwarden.io/contracts/schema/";

    private static final String FOLDER = "/io/connwarden/contracts/schema/";

    /** A command with 1,000 sessions has 3,000 values and some more. */
    private static final int MAX_NODES_OF_COMPLETE_CHECK = 5_000;

    private static final Map<EventType, Schema> BY_TYPE = load();

    private Schemas() {}

    /**
     * Checks the data. A small message is checked completely, so that its most helpful error is reported. The check of
     * a large message stops at its first error, because 100,000 errors need hundreds of megabytes.
     */
    static void check(EventType type, JsonNode data) throws DecodeException {
        boolean large = countNodes(data, MAX_NODES_OF_COMPLETE_CHECK) > MAX_NODES_OF_COMPLETE_CHECK;
        List<Error> errors = of(type).validate(data, context -> context.setFailFast(large));
        if (!errors.isEmpty()) {
            throw new DecodeException(SchemaErrorMessage.format(errors));
        }
        if (type == EventType.COMMAND) {
            MisspelledField.check(data);
        }
    }

    /** Counts the values of a tree, up to the first above the limit. */
    private static int countNodes(JsonNode node, int limit) {
        int count = 1;
        for (JsonNode child : node) {
            if (count > limit) {
                return count;
            }
            count += countNodes(child, limit - count);
        }
        return count;
    }

    private static Schema of(EventType type) {
        Schema schema = BY_TYPE.get(type);
        if (schema == null) {
            throw new IllegalStateException("no schema for " + type);
        }
        return schema;
    }

    private static Map<EventType, Schema> load() {
        Map<String, String> texts = new HashMap<>();
        for (EventType type : EventType.values()) {
            texts.put(BASE + file(type), text(FOLDER + file(type)));
        }
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(texts).schemaRegistryConfig(config));
        Map<EventType, Schema> schemas = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            schemas.put(type, registry.getSchema(SchemaLocation.of(BASE + file(type))));
        }
        return schemas;
    }

    private static String file(EventType type) {
        return type.name().toLowerCase(Locale.ROOT) + ".v1.schema.json";
    }

    private static String text(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
