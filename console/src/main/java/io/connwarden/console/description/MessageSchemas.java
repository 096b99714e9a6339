package io.connwarden.console.description;

import io.connwarden.contracts.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of the messages: as files, and as components of the OpenAPI document. */
final class MessageSchemas {
    private static final String FOLDER = "/io/connwarden/contracts/schema/";
    private static final String COMPONENTS = "#/components/schemas/";
    private static final List<EventType> IN_THE_API =
            List.of(EventType.HEALTH, EventType.RESULT, EventType.ALERT, EventType.COMMAND);

    private MessageSchemas() {}

    /** Returns the content of a file; empty for another name. */
    static Optional<String> file(String name) {
        return Arrays.stream(EventType.values())
                .map(MessageSchemas::fileOf)
                .filter(name::equals)
                .findFirst()
                .map(known -> ClassPathFile.text(FOLDER + known));
    }

    /** Adds the messages that the API shows or accepts. Their references point into the document. */
    static void addTo(ObjectNode schemas) {
        for (EventType type : IN_THE_API) {
            ObjectNode schema = (ObjectNode) JsonMapper.shared().readTree(ClassPathFile.text(FOLDER + fileOf(type)));
            schema.remove(List.of("$schema", "$id"));
            redirect(schema, COMPONENTS + component(type));
            schemas.set(component(type), schema);
        }
    }

    private static void redirect(JsonNode node, String self) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            object.put("$ref", redirected(object.get("$ref").stringValue(), self));
        }
        node.forEach(child -> redirect(child, self));
    }

    private static String redirected(String reference, String self) {
        if (reference.startsWith("#/")) {
            return self + reference.substring(1);
        }
        return Arrays.stream(EventType.values())
                .filter(type -> reference.equals(fileOf(type)))
                .findFirst()
                .map(type -> COMPONENTS + component(type))
                .orElseThrow(() -> new IllegalStateException("a schema refers to an unknown file: " + reference));
    }

    private static String fileOf(EventType type) {
        return type.name().toLowerCase(Locale.ROOT) + ".v1.schema.json";
    }

    private static String component(EventType type) {
        return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
