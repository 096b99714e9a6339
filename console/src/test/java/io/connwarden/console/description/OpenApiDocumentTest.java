package io.connwarden.console.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document follows the rules of OpenAPI 3.1 and is complete in itself. */
class OpenApiDocumentTest {
    private static final JsonNode DOCUMENT = OpenApiDocument.of(null);
    private static final String OFFICIAL = "https://spec.openapis.org/oas/3.1/";
    private static final List<String> OFFICIAL_FILES =
            List.of("schema-base/2022-10-07", "schema/2022-10-07", "dialect/base", "meta/base");

    @Test
    void the_document_is_valid_by_the_official_schema() {
        assertThat(officialSchema().validate(DOCUMENT)).isEmpty();
        assertThat(officialSchema().validate(OpenApiDocument.of("https://login.example.org/realms/ops")))
                .isEmpty();
    }

    @Test
    void the_official_schema_refuses_a_wrong_document() {
        ObjectNode wrong = (ObjectNode) DOCUMENT.deepCopy();
        ((ObjectNode) wrong.at("/paths/~1api~1v1~1targets/get")).put("operationID", "misspelt");
        ObjectNode wrongType = (ObjectNode) DOCUMENT.deepCopy();
        ((ObjectNode) wrongType.at("/components/schemas/Count")).put("type", "number of things");
        assertThat(officialSchema().validate(wrong)).isNotEmpty();
        assertThat(officialSchema().validate(wrongType)).isNotEmpty();
    }

    @Test
    void every_reference_can_be_resolved() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");
        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void every_component_is_used() {
        Set<String> used = new TreeSet<>(DOCUMENT.findValuesAsString("$ref"));
        DOCUMENT.get("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .propertyNames()
                        .forEach(name -> assertThat(used)
                                .as(kind.getKey() + " " + name)
                                .anyMatch(reference -> (reference + "/")
                                        .startsWith("#/components/" + kind.getKey() + "/" + name + "/")));
            }
        });
    }

    @Test
    void every_operation_has_an_id_a_tag_a_summary_and_its_path_variables() {
        Set<String> tags = DOCUMENT.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").stringValue())
                .collect(Collectors.toSet());
        List<String> ids = new ArrayList<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    ids.add(operation.get("operationId").stringValue());
                    assertThat(operation.get("summary").stringValue()).endsWith(".");
                    assertThat(operation.get("tags")).hasSize(1).allMatch(tag -> tags.contains(tag.stringValue()));
                    assertThat(variables(operation)).as(path.getKey()).isEqualTo(variablesOf(path.getKey()));
                }));
        assertThat(ids).hasSizeGreaterThan(25).doesNotHaveDuplicates();
    }

    /** The messages are those of the topics, so a change of a schema changes the description. */
    @Test
    void the_messages_are_those_of_the_topics() {
        JsonNode result = DOCUMENT.at("/components/schemas/Result");
        assertThat(result.at("/properties/sessions/items/$ref").stringValue())
                .isEqualTo("#/components/schemas/Result/$defs/sessionReport");
        assertThat(result.at("/properties/health/$ref").stringValue()).isEqualTo("#/components/schemas/Health");
    }

    @Test
    void an_issuer_is_described_and_accepted_by_every_operation_with_a_token() {
        JsonNode withIssuer = OpenApiDocument.of("https://login.example.org/realms/ops");
        assertThat(withIssuer
                        .at("/components/securitySchemes/issuer/openIdConnectUrl")
                        .stringValue())
                .isEqualTo("https://login.example.org/realms/ops/.well-known/openid-configuration");
        assertThat(withIssuer.at("/paths/~1api~1v1~1targets/get/security").toString())
                .isEqualTo("[{\"token\":[\"read\"]},{\"issuer\":[\"read\"]}]");
        assertThat(withIssuer.at("/paths/~1api~1v1~1openapi.json/get/security")).isEmpty();
        assertThat(DOCUMENT.at("/components/securitySchemes").propertyNames()).containsExactly("token");
    }

    private static Set<String> variables(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(OpenApiDocumentTest::resolve)
                .filter(parameter -> parameter.get("in").stringValue().equals("path"))
                .map(parameter -> parameter.get("name").stringValue())
                .collect(Collectors.toSet());
    }

    private static Set<String> variablesOf(String path) {
        Matcher matcher = Pattern.compile("\\{([^}]*)}").matcher(path);
        return matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private static Schema officialSchema() {
        Map<String, String> texts = new HashMap<>();
        OFFICIAL_FILES.forEach(file -> texts.put(OFFICIAL + file, official(file)));
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(texts).schemaRegistryConfig(config))
                .getSchema(SchemaLocation.of(OFFICIAL + OFFICIAL_FILES.get(0)));
    }

    private static String official(String file) {
        String resource = "spec.openapis.org/oas/3.1/" + file;
        try (InputStream in = OpenApiDocumentTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
