package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.connwarden.console.description.OpenApiDocument;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as the rule of every answer in the tests: its status, its media type and its content are
 * described. A field that the document does not have is a failure.
 */
final class ApiContract {
    private static final JsonNode DOCUMENT = closed(OpenApiDocument.of(null).deepCopy());
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final int ERRORS = 5;

    private ApiContract() {}

    /** Checks an answer with a body of text. An answer of a path or a method without a route is not described. */
    static void check(HttpResponse<String> response) {
        String path = response.request().uri().getRawPath();
        String method = response.request().method();
        Optional<String> described = pathOf(path, method);
        String request = method + " " + response.request().uri() + " -> " + response.statusCode();
        if (described.isEmpty()) {
            assertThat(response.statusCode())
                    .as("a success at a path that is not described: " + request)
                    .matches(status -> status >= 400 || !path.startsWith("/api/") || method.equals("HEAD"));
            return;
        }
        JsonNode operation = operation(described.get(), method);
        JsonNode answer = resolve(operation.path("responses").path(String.valueOf(response.statusCode())));
        assertThat(answer.isMissingNode())
                .as("%s is not described for %s %s: %s", response.statusCode(), method, described.get(), request)
                .isFalse();
        checkBody(answer, response, request, method + " " + described.get());
    }

    private static void checkBody(JsonNode answer, HttpResponse<String> response, String request, String operation) {
        if (!answer.has("content")) {
            assertThat(response.body()).as(request).isEmpty();
            return;
        }
        String type = response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .trim();
        JsonNode content = answer.get("content").path(type);
        assertThat(content.isMissingNode())
                .as("the type '%s' is not described: %s", type, request)
                .isFalse();
        if (type.equals("application/problem+json")) {
            checkProblem(response);
        }
        if (type.endsWith("json")) {
            List<Error> errors = SCHEMAS.computeIfAbsent(
                            operation + " " + response.statusCode() + " " + type, key -> schema(content.get("schema")))
                    .validate(JsonMapper.shared().readTree(response.body()));
            assertThat(errors.stream().limit(ERRORS))
                    .as("%s: %s", request, response.body())
                    .isEmpty();
        }
    }

    /** Every problem has the same form, also that of a filter or of the web server. */
    private static void checkProblem(HttpResponse<String> response) {
        assertThat(response.body()).as(response + " " + response.headers()).isNotEmpty();
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
        assertThat(problem.path("detail").stringValue("")).as(response.body()).isNotBlank();
        assertThat(problem.path("instance").stringValue(""))
                .as(response.body())
                .isEqualTo(response.request().uri().getRawPath());
        if (response.statusCode() == 429) {
            assertThat(response.headers().firstValue("Retry-After").orElse("")).matches("[0-9]+");
        }
    }

    /** Returns a validator of a schema of the document. */
    static Schema schema(JsonNode schema) {
        ObjectNode root = (ObjectNode) schema.deepCopy();
        root.set("components", DOCUMENT.get("components"));
        return REGISTRY.getSchema(root);
    }

    /** Returns the described path of an actual path, that with the fewest variables first. */
    private static Optional<String> pathOf(String path, String method) {
        return DOCUMENT.get("paths").propertyNames().stream()
                .filter(described -> !operation(described, method).isMissingNode())
                .filter(described -> pattern(described).matcher(path).matches())
                .min(Comparator.comparingLong(
                        described -> described.chars().filter(c -> c == '{').count()));
    }

    private static Pattern pattern(String described) {
        return Pattern.compile(described.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/;]+"));
    }

    private static JsonNode operation(String path, String method) {
        return DOCUMENT.get("paths").get(path).path(method.toLowerCase(Locale.ROOT));
    }

    static JsonNode resolve(JsonNode node) {
        return node.has("$ref")
                ? resolve(DOCUMENT.at(node.get("$ref").stringValue().substring(1)))
                : node;
    }

    /** Refuses further fields in every object that states its fields. A published schema permits them. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && schema.path("type").toString().contains("\"object\"")
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(ApiContract::closed);
        return node;
    }
}
