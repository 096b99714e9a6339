package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.RegisteredRoutes.Route;
import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.access.ScopeInterceptor;
import io.connwarden.console.description.OpenApiDocument;
import io.connwarden.console.web.Revalidated;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.lang.reflect.InvocationTargetException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document agrees with the routes of a running console: methods, scopes, parameters, ranges, bodies. */
class OpenApiRoutesIT {
    private static final String PREFIX = "open-api-it.";
    private static final JsonNode DOCUMENT = OpenApiDocument.of(null);
    private static final String UNKNOWN = "no-such-parameter";

    private static TestLogStore store;
    private static StubActuator actuator;
    private static ConsoleClient console;
    private static CommandClient client;

    /** An operation of the document. */
    private record Operation(String method, String path, JsonNode content) {
        List<JsonNode> parameters(String in) {
            return content.path("parameters")
                    .valueStream()
                    .map(ApiContract::resolve)
                    .filter(parameter -> parameter.get("in").stringValue().equals(in))
                    .toList();
        }

        Set<String> names(String in) {
            return parameters(in).stream()
                    .map(parameter -> parameter.get("name").stringValue())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean acts() {
            return method.equals("POST") && path.startsWith("/api/v1/");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A map of parameters that notes which of them are read. */
    private static final class ReadNames extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private final Set<String> names = new TreeSet<>();

        @Override
        public String get(Object name) {
            names.add((String) name);
            return null;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        store = TestLogStore.create("console_open_api");
        console = ConsoleClient.start(
                bootstrap,
                PREFIX,
                Stream.of("health", "sessions", "results", "alerts", "commands", "looks"),
                store.arguments());
        client = new CommandClient(console.context());
        actuator = new StubActuator(bootstrap, PREFIX);
        Instant now = Instant.now();
        try (EventSource source = new EventSource(bootstrap)) {
            source.send(PREFIX + "sessions", "s1", now, Snapshots.idle("orders-db", now, 3));
            source.send(PREFIX + "health", "h1", now, health(now));
            source.send(PREFIX + "results", "r1", now, planned(now));
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(console.get("/api/v1/targets/orders-db/samples").get("items"))
                    .hasSize(1);
            assertThat(console.get("/api/v1/targets").get("items")).hasSize(1);
            assertThat(console.get("/api/v1/plans").get("items")).hasSize(1);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        actuator.close();
        store.close();
    }

    private static Health health(Instant time) {
        return Health.builder("orders-db", HealthStatus.HEALTHY, "fine", time)
                .counts(Counts.builder()
                        .totalConnections(3)
                        .maxConnections(100)
                        .usableConnections(97)
                        .build())
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
    }

    /** The result with the plan of the examples. */
    private static Result planned(Instant time) {
        UUID id = UUID.fromString(DOCUMENT.at("/paths/~1api~1v1~1plans~1{id}~1execute/post/parameters/0/example")
                .stringValue());
        return Result.builder("orders-db", CommandOutcome.COMPLETED, new DecisionReason("R2", "zombies"), time, time)
                .action(Action.CLEANUP)
                .plan(new PlanSummary(id, "R2", 1, time, time.plusSeconds(3600)))
                .build();
    }

    @Test
    void every_route_and_method_is_described_and_none_more() {
        assertThat(operations().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(routes().keySet());
    }

    @Test
    void every_operation_names_the_scopes_of_its_route() {
        operations().forEach(operation -> {
            JsonNode security = operation.content.get("security");
            Set<String> described = security.valueStream()
                    .flatMap(requirement -> requirement.get("token").valueStream())
                    .map(JsonNode::stringValue)
                    .collect(Collectors.toCollection(TreeSet::new));
            List<HandlerMethod> handlers = handlers(operation);
            Set<String> required = handlers.stream()
                    .map(ScopeInterceptor::scopeOf)
                    .flatMap(Optional::stream)
                    .map(Scope::text)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as(operation.toString()).containsAll(required);
            if (handlers.stream().noneMatch(OpenApiRoutesIT::checksItsScopeItself)) {
                assertThat(described).as(operation.toString()).isEqualTo(required);
            }
            assertThat(security.isEmpty())
                    .as("public: " + operation)
                    .isEqualTo(handlers.stream().anyMatch(ScopeInterceptor::isPublic));
        });
    }

    @Test
    void every_query_parameter_is_described_and_none_more() throws Exception {
        for (Operation operation : operations().toList()) {
            Set<String> actual = new TreeSet<>();
            for (HandlerMethod handler : handlers(operation)) {
                actual.addAll(queryParameters(handler, operation));
            }
            assertThat(operation.names("query")).as(operation.toString()).isEqualTo(actual);
        }
    }

    @Test
    void every_header_is_described_and_none_more() {
        operations().forEach(operation -> {
            Set<String> actual = new TreeSet<>();
            for (HandlerMethod handler : handlers(operation)) {
                for (MethodParameter parameter : handler.getMethodParameters()) {
                    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
                    if (header != null) {
                        actual.add(header.name());
                    }
                }
                if (handler.hasMethodAnnotation(Revalidated.class)) {
                    actual.add("If-None-Match");
                }
            }
            assertThat(operation.names("header")).as(operation.toString()).isEqualTo(actual);
            assertThat(operation.content.get("responses").has("304"))
                    .as(operation.toString())
                    .isEqualTo(actual.contains("If-None-Match"));
        });
    }

    @Test
    void a_value_outside_of_a_described_range_is_refused_and_the_limits_are_accepted() throws Exception {
        for (Operation operation : operations().toList()) {
            for (JsonNode parameter : operation.parameters("query")) {
                String name = parameter.get("name").stringValue();
                JsonNode schema = ApiContract.resolve(parameter.get("schema"));
                for (String value : invalid(schema)) {
                    HttpResponse<String> response = send(operation, name, value);
                    assertThat(response.statusCode())
                            .as("%s %s=%s: %s", operation, name, value, response.body())
                            .isEqualTo(400);
                    assertThat(response.body()).as(operation.toString()).contains(name);
                }
                for (String value : valid(schema)) {
                    assertThat(send(operation, name, value).statusCode())
                            .as("%s %s=%s", operation, name, value)
                            .isNotIn(400, 500);
                }
            }
        }
    }

    @Test
    void the_described_default_of_a_reading_route_is_its_default() throws Exception {
        for (Operation operation : operations().toList()) {
            if (operation.method.equals("GET") && operation.path.startsWith("/api/v1/")) {
                for (JsonNode parameter : operation.parameters("query")) {
                    JsonNode byDefault =
                            ApiContract.resolve(parameter.get("schema")).path("default");
                    if (!byDefault.isMissingNode()) {
                        String explicit = send(operation, parameter.get("name").stringValue(), text(byDefault))
                                .body();
                        assertThat(withoutTime(explicit))
                                .as(operation.toString())
                                .isEqualTo(withoutTime(
                                        client.send("GET", path(operation), "").body()));
                    }
                }
            }
        }
    }

    @Test
    void a_command_has_the_described_defaults_fields_and_example() throws Exception {
        List<Operation> acting = operations().filter(Operation::acts).toList();
        assertThat(acting).hasSizeGreaterThan(8);
        for (Operation operation : acting) {
            JsonNode content = operation.content.at("/requestBody/content/application~1json");
            Set<String> fields = new TreeSet<>(
                    ApiContract.resolve(content.get("schema")).get("properties").propertyNames());
            assertThat(ApiContract.schema(content.get("schema")).validate(content.get("example")))
                    .as(operation.toString())
                    .isEmpty();
            if (operation.path.startsWith("/api/v1/targets/")) {
                assertThat(Set.copyOf(List.of(after(
                                        "its fields are ",
                                        post(operation, "{\"" + UNKNOWN + "\": 1}")
                                                .body())
                                .split(", "))))
                        .as(operation.toString())
                        .isEqualTo(fields);
                HttpResponse<String> response =
                        post(operation, content.get("example").toString());
                assertThat(response.statusCode())
                        .as(operation + response.body())
                        .isEqualTo(200);
                JsonNode result = ConsoleClient.JSON.readTree(response.body()).get("data");
                assertThat(result.get("dryRun").asBoolean())
                        .isEqualTo(defaultOf(operation, "dryRun").asBoolean());
            }
        }
    }

    private static JsonNode defaultOf(Operation operation, String name) {
        return operation.parameters("query").stream()
                .filter(parameter -> parameter.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .at("/schema/default");
    }

    private static HttpResponse<String> post(Operation operation, String body) throws Exception {
        return client.send("POST", path(operation), body, "Content-Type", "application/json");
    }

    private static boolean checksItsScopeItself(HandlerMethod handler) {
        RequiresScope rule = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequiresScope.class);
        return rule != null && rule.acts();
    }

    private static Stream<Operation> operations() {
        return DOCUMENT.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    /** Returns the methods of each route, by the name of its operation. */
    private static Map<String, List<HandlerMethod>> routes() {
        Map<String, List<HandlerMethod>> routes = new HashMap<>();
        for (Route route : RegisteredRoutes.of(console.context())) {
            for (String path : route.paths()) {
                routes.computeIfAbsent(route.method() + " " + path, name -> new ArrayList<>())
                        .add(route.handler());
            }
        }
        return routes;
    }

    private static List<HandlerMethod> handlers(Operation operation) {
        return Objects.requireNonNull(routes().get(operation.toString()), operation.toString());
    }

    /** Returns the names that a route reads: its arguments, those of a map, and those that its refusal lists. */
    private static Set<String> queryParameters(HandlerMethod handler, Operation operation) throws Exception {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (parameter.getParameterType() == Map.class) {
                names.addAll(namesRead(handler));
            } else if (annotation != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                names.add(annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name());
            } else if (parameter.getParameterType() == WebRequest.class) {
                String refusal = send(operation, UNKNOWN, "1").body();
                names.addAll(List.of(after("its parameters are ", refusal).split(" and |, ")));
            }
        }
        return names;
    }

    private static String after(String text, String body) {
        Matcher matcher = Pattern.compile(Pattern.quote(text) + "([^\"]*)").matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    private static Set<String> namesRead(HandlerMethod handler) throws Exception {
        ReadNames names = new ReadNames();
        Object[] arguments = Stream.of(handler.getMethodParameters())
                .map(parameter -> argument(parameter, names))
                .toArray();
        handler.getMethod().setAccessible(true);
        Object controller = console.context().getBean(handler.getBeanType());
        try {
            handler.getMethod().invoke(controller, arguments);
        } catch (InvocationTargetException refused) {
            // The example is not known here; it is looked for after the parameters are read.
            assertThat(refused.getCause()).hasMessageContaining("404 NOT_FOUND");
        }
        return names.names;
    }

    private static Object argument(MethodParameter parameter, ReadNames names) {
        Class<?> type = parameter.getParameterType();
        if (type == Map.class) {
            return names;
        }
        if (type == Caller.class) {
            return new Caller("tester", EnumSet.allOf(Scope.class), Optional.empty(), "token:test", null);
        }
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return "orders-db";
        }
        return type.isAssignableFrom(MockHttpServletRequest.class)
                ? new MockHttpServletRequest("GET", "/")
                : new MockHttpServletResponse();
    }

    private static HttpResponse<String> send(Operation operation, String name, String value) throws Exception {
        // At the endpoints of the guide, the parameters with a range are those of a cleanup.
        boolean isOfCleanup = !operation.path.startsWith("/api/v1/") && !name.equals("action");
        String query = "?" + (isOfCleanup ? "action=cleanup&" : "") + name + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        JsonNode example = operation.content.at("/requestBody/content/application~1json/example");
        String body = example.isMissingNode() ? "" : example.toString();
        return client.send(operation.method, path(operation) + query, body, "Content-Type", "application/json");
    }

    /** Returns the path with the examples of its variables. */
    private static String path(Operation operation) {
        String path = operation.path;
        for (JsonNode variable : operation.parameters("path")) {
            String value = variable.has("example")
                    ? variable.get("example").stringValue()
                    : variable.at("/schema/enum/0").stringValue();
            path = path.replace("{" + variable.get("name").stringValue() + "}", value);
        }
        return path;
    }

    private static List<String> invalid(JsonNode schema) {
        List<String> values = new ArrayList<>();
        switch (schema.path("type").stringValue("")) {
            case "integer", "number" -> {
                values.addAll(List.of("many", "NaN"));
                if (schema.has("minimum")) {
                    values.add(String.valueOf(schema.get("minimum").asInt() - 1));
                }
                if (schema.has("exclusiveMinimum")) {
                    values.add(schema.get("exclusiveMinimum").toString());
                }
                if (schema.has("maximum")) {
                    values.add(String.valueOf(schema.get("maximum").asInt() + 1));
                }
            }
            case "boolean" -> values.add("maybe");
            default -> {
                if (schema.has("enum") || schema.has("pattern") || schema.has("format")) {
                    values.add("no such value");
                }
                if (schema.has("maxLength")) {
                    values.add("x".repeat(schema.get("maxLength").asInt() + 1));
                }
            }
        }
        return values;
    }

    private static List<String> valid(JsonNode schema) {
        List<String> values = new ArrayList<>();
        Stream.of("minimum", "maximum", "default")
                .map(schema::path)
                .filter(value -> !value.isMissingNode())
                .forEach(value -> values.add(text(value)));
        schema.path("enum").forEach(value -> values.add(value.stringValue()));
        if (schema.path("type").stringValue("").equals("boolean")) {
            values.addAll(List.of("true", "false"));
        }
        return values;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String withoutTime(String body) {
        return body.replaceAll("\"(ageSeconds|from|to)\":[^,}]*", "");
    }
}
