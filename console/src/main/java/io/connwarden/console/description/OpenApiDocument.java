package io.connwarden.console.description;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of the console. Its files describe the routes. This class adds what all routes share: the
 * messages, the errors of the filters, and the issuer of tokens.
 */
public final class OpenApiDocument {
    private static final String FOLDER = "/io/connwarden/console/description/";
    private static final List<String> PARTS = List.of("targets", "sessions", "log-store", "commands", "integrations");
    private static final String COMMON_RESPONSES = "x-common-responses";
    private static final String ISSUER = "issuer";
    private static final String DISCOVERY = ".well-known/openid-configuration";

    private OpenApiDocument() {}

    /**
     * Builds the document.
     *
     * @param issuer the issuer of tokens; null without one
     */
    public static JsonNode of(@Nullable String issuer) {
        ObjectNode document = YamlFile.read(FOLDER + "openapi.yaml");
        ObjectNode components = document.withObjectProperty("components");
        ObjectNode paths = document.putObject("paths");
        for (String part : PARTS) {
            ObjectNode content = YamlFile.read(FOLDER + part + ".yaml");
            add(paths, content.path("paths"), part);
            content.path("components")
                    .properties()
                    .forEach(kind -> add(components.withObjectProperty(kind.getKey()), kind.getValue(), part));
        }
        MessageSchemas.addTo(components.withObjectProperty("schemas"));
        JsonNode common = document.remove(COMMON_RESPONSES);
        paths.forEach(path -> path.forEach(operation -> addErrors((ObjectNode) operation, common)));
        describeIssuer(document, issuer);
        return document;
    }

    private static void add(ObjectNode all, JsonNode part, String file) {
        for (Map.Entry<String, JsonNode> entry : part.properties()) {
            if (all.replace(entry.getKey(), entry.getValue()) != null) {
                throw new IllegalStateException(entry.getKey() + " of " + file + ".yaml is described twice");
            }
        }
    }

    /** Adds the errors that every route has. An operation without a token has no permissions. */
    private static void addErrors(ObjectNode operation, JsonNode common) {
        ObjectNode responses = operation.withObjectProperty("responses");
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        boolean isPublic = operation.get("security").isEmpty();
        common.properties().stream()
                .filter(entry -> !isPublic || !entry.getKey().equals("403"))
                .forEach(entry -> all.set(entry.getKey(), entry.getValue()));
        all.setAll(responses);
        responses.removeAll();
        all.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> responses.set(entry.getKey(), entry.getValue()));
    }

    private static void describeIssuer(ObjectNode document, @Nullable String issuer) {
        ObjectNode schemes = (ObjectNode) document.at("/components/securitySchemes");
        if (issuer == null) {
            schemes.remove(ISSUER);
            return;
        }
        ((ObjectNode) schemes.get(ISSUER))
                .put("openIdConnectUrl", issuer + (issuer.endsWith("/") ? "" : "/") + DISCOVERY);
        document.get("paths").forEach(path -> path.forEach(operation -> acceptIssuer(operation.get("security"))));
    }

    /** Permits a token of the issuer wherever a token of the file is permitted. */
    private static void acceptIssuer(JsonNode security) {
        List<JsonNode> byToken = security.valueStream().toList();
        byToken.forEach(requirement -> ((ArrayNode) security)
                .addObject()
                .set(ISSUER, requirement.get("token").deepCopy()));
    }
}
