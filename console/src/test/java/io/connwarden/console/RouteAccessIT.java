package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.RegisteredRoutes.Route;
import io.connwarden.console.access.Scope;
import io.connwarden.console.access.ScopeInterceptor;
import io.connwarden.testing.SharedInfrastructure;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every registered route with every kind of token, over HTTP. A new route is included without a change. */
class RouteAccessIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PLANTED = "/api/v1/planted-without-a-rule";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static ConfigurableApplicationContext console;

    /** A route with a forgotten rule. */
    @RestController
    static class PlantedController {
        @GetMapping({PLANTED, "/planted"})
        String planted() {
            return "open";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PlantedController.class)
    static class PlantedConfiguration {}

    @BeforeAll
    static void start() {
        console = ConsoleTestApplication.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "route-access-it.",
                "--spring.main.sources=" + PlantedConfiguration.class.getName());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void every_route_has_a_rule() {
        assertThat(routes()).hasSizeGreaterThan(5);
        assertThat(routes())
                .filteredOn(route -> ScopeInterceptor.scopeOf(route.handler()).isEmpty())
                .extracting(Route::toString)
                .as("routes without @RequiresScope, besides the two planted ones")
                .containsExactly("GET " + PLANTED, "GET /planted");
    }

    @Test
    void only_the_descriptions_need_no_token() throws Exception {
        List<Route> open = RegisteredRoutes.of(console).stream()
                .filter(route -> ScopeInterceptor.isPublic(route.handler()))
                .toList();
        assertThat(open)
                .extracting(Route::pattern)
                .containsExactlyInAnyOrder(
                        "/api/v1/openapi.json",
                        "/api/v1/asyncapi.json",
                        "/api/v1/asyncapi.yaml",
                        "/api/v1/schema/{file}");
        for (Route route : open) {
            String path = route.pattern().replace("{file}", "health.v1.schema.json");
            assertThat(send("GET", path, null).statusCode()).as(path).isEqualTo(200);
            assertUnauthenticated(send("GET", path, "Bearer cw_x"));
        }
        assertThat(send("GET", "/api/v1/schema/unknown", null).statusCode()).isEqualTo(404);
        assertUnauthenticated(send("GET", "/api/v1/schema/health.v1.schema.json/more", null));
        assertUnauthenticated(send("GET", "/api/v1/schema", null));
    }

    @Test
    void a_route_without_a_rule_is_refused_for_the_token_with_all_scopes() throws Exception {
        for (String path : List.of(PLANTED, "/planted")) {
            assertThat(send("GET", path, "Bearer " + TestTokens.shared().all()).body())
                    .contains("\"status\":403")
                    .contains("no access rule");
            assertUnauthenticated(send("GET", path, null));
        }
    }

    @Test
    void every_route_refuses_a_missing_malformed_wrong_expired_or_revoked_token() throws Exception {
        TestTokens tokens = TestTokens.shared();
        String expired = tokens.create(
                EnumSet.allOf(Scope.class), Set.of(), Instant.now().minusSeconds(1));
        String revoked = tokens.with(Scope.values());
        assertThat(send("GET", "/api/v1/permissions", "Bearer " + revoked).statusCode())
                .isEqualTo(200);
        assertThat(ConsoleTokens.revoke(tokens.file(), revoked)).isTrue();
        List<String> refused = Stream.concat(
                        Stream.of("", "Bearer", "Bearer ", "Basic dXNlcjpwYXNzd29yZA==", "Bearer a b", "Bearer cw_x"),
                        Stream.of(
                                        "cw_00000000_" + "0".repeat(64),
                                        withOtherLastDigit(tokens.all()),
                                        tokens.all().substring(0, tokens.all().length() - 1),
                                        tokens.all() + "0",
                                        expired,
                                        revoked)
                                .map(token -> "Bearer " + token))
                .toList();
        for (Route route : routes()) {
            assertUnauthenticated(send(route.method(), route.sample(), null));
            for (String header : refused) {
                HttpResponse<String> response = send(route.method(), route.sample(), header);
                assertThat(response.statusCode()).as(route + " with " + header).isEqualTo(401);
                assertUnauthenticated(response);
            }
        }
    }

    @Test
    void every_route_refuses_a_token_that_lacks_only_its_scope_and_names_the_scope() throws Exception {
        for (Route route : routesWithRule()) {
            Set<Scope> others = EnumSet.complementOf(EnumSet.of(scopeOf(route)));
            String token = TestTokens.shared().create(others, Set.of(), null);
            HttpResponse<String> response = send(route.method(), route.sample(), "Bearer " + token);
            assertThat(response.statusCode()).as(route.toString()).isEqualTo(403);
            if (!route.method().equals("HEAD")) {
                assertThat(response.body())
                        .as(route.toString())
                        .contains("'" + scopeOf(route).text() + "'");
            }
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("insufficient_scope", scopeOf(route).text());
        }
    }

    @Test
    void every_route_of_a_target_refuses_a_token_of_another_target() throws Exception {
        String token = TestTokens.shared().create(EnumSet.allOf(Scope.class), Set.of("other-db"), null);
        List<Route> ofTargets = routesWithRule().stream()
                .filter(route -> route.sample().startsWith("/api/v1/targets/"))
                .toList();
        assertThat(ofTargets).isNotEmpty();
        for (Route route : ofTargets) {
            HttpResponse<String> response = send(route.method(), route.sample(), "Bearer " + token);
            assertThat(response.statusCode()).as(route.toString()).isEqualTo(403);
            assertThat(response.body()).as(route.toString()).contains("target 'sample'");
        }
    }

    @Test
    void every_reading_route_admits_the_token_with_its_scope() throws Exception {
        for (Route route : routesWithRule()) {
            if (READING.contains(route.method())) {
                String token = TestTokens.shared().with(scopeOf(route));
                // The routes of the log store answer 503, because this console has none.
                assertThat(status(route.method(), route.sample(), "Bearer " + token))
                        .as(route.toString())
                        .isNotIn(401, 403, 500);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1/nothing", "/api/v2/targets", "/functions/v1/none", "/hooks/none"})
    void a_path_without_a_route_needs_a_token_too(String path) throws Exception {
        assertUnauthenticated(send("GET", path, null));
        assertUnauthenticated(send("POST", path, null));
        assertThat(send("GET", path, "Bearer " + TestTokens.shared().all()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/targets;x=y",
                "//api/v1/targets",
                "/API/v1/targets",
                "/api/v1/targets/",
                "/api//v1/targets",
                "/api/%76%31/targets",
                "/x/../api/v1/targets",
                "/x/%2e%2e/api/v1/targets",
                "/actuator/../api/v1/targets",
                "/actuator/%2e%2e/api/v1/targets",
                "/actuator/..;/api/v1/targets",
                "/error"
            })
    void no_spelling_of_a_path_avoids_the_token(String path) throws Exception {
        assertThat(send("GET", path, null).statusCode()).isIn(400, 401, 404);
    }

    @Test
    void two_headers_with_tokens_are_refused_whichever_is_valid() throws Exception {
        for (String other : List.of(TestTokens.shared().all(), "cw_x")) {
            HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/targets"))
                    .header("Authorization", "Bearer " + TestTokens.shared().all())
                    .header("Authorization", "Bearer " + other)
                    .build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("Authorization must be given once, was given 2 times");
        }
    }

    @Test
    void a_static_path_needs_no_token() throws Exception {
        assertThat(send("GET", "/no-such-file.css", null).statusCode()).isEqualTo(404);
    }

    @Test
    void a_preflight_needs_no_token_and_executes_nothing() throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(uri("/api/v1/targets"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .build();
        HttpResponse<String> response = HTTP.send(preflight, BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_token_of_one_target_sees_that_target_only_in_its_permissions() throws Exception {
        Instant expires = Instant.parse("2099-01-01T00:00:00Z");
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("b-db", "a-db"), expires);
        JsonNode permissions = JsonMapper.shared()
                .readTree(send("GET", "/api/v1/permissions", "Bearer " + token).body());
        assertThat(permissions.get("targets").valueStream().map(JsonNode::asString))
                .containsExactly("a-db", "b-db");
        assertThat(permissions.get("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("read");
        assertThat(Instant.parse(permissions.get("expires").asString())).isEqualTo(expires);
    }

    @Test
    void without_tokens_every_request_is_refused_with_the_command_that_creates_one() throws Exception {
        try (ConfigurableApplicationContext bare = ConsoleTestApplication.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "route-access-it.",
                "--connwarden.console.tokens-file=")) {
            String port = bare.getEnvironment().getRequiredProperty("local.server.port");
            for (String header : List.of("", "Bearer " + TestTokens.shared().all())) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/targets"));
                if (!header.isEmpty()) {
                    request.header("Authorization", header);
                }
                HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
                assertUnauthenticated(response);
                assertThat(response.body()).contains("./connwarden token create", "connwarden.console.tokens-file");
            }
        }
    }

    /** At the endpoints of the guide, POST reads too. */
    @Test
    void a_read_only_console_refuses_every_route_that_acts() throws Exception {
        try (ConfigurableApplicationContext readOnly = ConsoleTestApplication.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "route-access-it.",
                "--connwarden.console.read-only=true")) {
            CommandClient client = new CommandClient(readOnly);
            List<Route> acting = routesWithRule().stream()
                    .filter(route -> scopeOf(route) != Scope.READ
                            || (!READING.contains(route.method())
                                    && route.sample().startsWith("/api/v1/")))
                    .toList();
            assertThat(acting).hasSizeGreaterThan(5);
            for (Route route : acting) {
                HttpResponse<String> response =
                        client.send(route.method(), route.sample(), "{}", "Content-Type", "application/json");
                assertThat(response.statusCode()).as(route + response.body()).isEqualTo(403);
                assertThat(response.body()).as(route.toString()).contains("connwarden.console.read-only");
            }
        }
    }

    private static void assertUnauthenticated(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.toString()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    private static List<Route> routesWithRule() {
        return routes().stream()
                .filter(route -> ScopeInterceptor.scopeOf(route.handler()).isPresent())
                .toList();
    }

    /** Returns the routes that need a token. */
    private static List<Route> routes() {
        return RegisteredRoutes.of(console).stream()
                .filter(route -> !ScopeInterceptor.isPublic(route.handler()))
                .toList();
    }

    private static Scope scopeOf(Route route) {
        return ScopeInterceptor.scopeOf(route.handler()).orElseThrow();
    }

    private static String withOtherLastDigit(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static HttpResponse<String> send(String method, String path, String authorization) throws Exception {
        HttpResponse<String> response = HTTP.send(request(method, path, authorization), BodyHandlers.ofString());
        if (!path.startsWith("/planted") && !path.equals(PLANTED)) {
            ApiContract.check(response);
        }
        return response;
    }

    /** Returns the status of a response that may not end, as a stream of events. */
    private static int status(String method, String path, String authorization) throws Exception {
        HttpResponse<InputStream> response =
                HTTP.send(request(method, path, authorization), BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    private static HttpRequest request(String method, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(
                        method,
                        method.equals(HttpMethod.POST.name()) ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30));
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private static URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + console.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
