package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the console on a real broker, filled with events as the services publish them. */
class ConsoleIT {
    private static final String PREFIX = "console-it.";
    private static Instant now;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static ConfigurableApplicationContext console;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of("health", "results", "alerts")
                            .map(name -> new NewTopic(PREFIX + name, 3, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        try (EventSource source = new EventSource(bootstrap)) {
            for (String target : List.of("alpha", "beta", "gamma")) {
                source.send(PREFIX + "health", target + "-1", now.minusSeconds(60), health(target, 60, 7));
                source.send(PREFIX + "health", target + "-2", now.minusSeconds(30), health(target, 30, 9));
                source.send(PREFIX + "results", target + "-r", now, result(target));
            }
            source.send(PREFIX + "alerts", "a1", now.minusSeconds(2), alert(AlertStatus.FIRING));
            source.send(PREFIX + "alerts", "a2", now, alert(AlertStatus.RESOLVED));
        }
        console = ConsoleTestApplication.start(bootstrap, PREFIX);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(get("/api/v1/targets").get("items")).hasSize(3);
            assertThat(get("/api/v1/actions").get("items")).hasSize(3);
            assertThat(get("/api/v1/alerts?state=RESOLVED").get("items")).hasSize(1);
        });
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void a_target_shows_its_latest_health_as_on_the_topic_and_the_trend_before() throws Exception {
        JsonNode target = get("/api/v1/targets/beta");
        assertThat(target.get("id").asString()).isEqualTo("beta");
        assertThat(target.at("/health/status").asString()).isEqualTo("HEALTHY");
        assertThat(target.at("/health/totalConnections").asInt()).isEqualTo(9);
        assertThat(target.get("ageSeconds").asDouble()).isGreaterThanOrEqualTo(30);
        assertThat(target.get("trend")
                        .valueStream()
                        .map(point -> point.get("totalConnections").asInt()))
                .containsExactly(7, 9);
    }

    @Test
    void targets_are_listed_page_by_page() throws Exception {
        JsonNode first = get("/api/v1/targets?limit=2");
        assertThat(ids(first)).containsExactly("alpha", "beta");
        JsonNode second =
                get("/api/v1/targets?limit=2&cursor=" + first.get("nextCursor").asString());
        assertThat(ids(second)).containsExactly("gamma");
        assertThat(second.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void an_action_is_found_by_its_id_and_by_the_id_of_its_command() throws Exception {
        assertThat(get("/api/v1/actions/alpha-r").at("/data/decision/reason").asString())
                .isEqualTo("asked for");
        assertThat(get("/api/v1/actions/command-of-alpha").get("id").asString()).isEqualTo("alpha-r");
        assertThat(ids(get("/api/v1/actions?target=gamma"))).containsExactly("gamma-r");
    }

    @Test
    void an_alert_has_the_state_of_its_last_message() throws Exception {
        assertThat(get("/api/v1/alerts?state=FIRING").get("items")).isEmpty();
        assertThat(ids(get("/api/v1/alerts"))).containsExactly("a2");
    }

    @Test
    void the_permissions_are_told() throws Exception {
        JsonNode permissions = get("/api/v1/permissions");
        assertThat(permissions.get("name").asString()).isEqualTo("tester");
        assertThat(permissions.get("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("approve", "operate", "override", "read");
        assertThat(permissions.get("targets").isNull()).isTrue();
        assertThat(permissions.get("expires").isNull()).isTrue();
    }

    @Test
    void a_token_of_one_target_reads_that_target_only() throws Exception {
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("beta"), null);
        assertThat(ids(JSON.readTree(send("GET", "/api/v1/targets", "", token).body())))
                .containsExactly("beta");
        assertThat(ids(JSON.readTree(send("GET", "/api/v1/actions", "", token).body())))
                .containsExactly("beta-r");
        assertThat(ids(JSON.readTree(send("GET", "/api/v1/alerts", "", token).body())))
                .isEmpty();
        assertThat(send("GET", "/api/v1/targets/beta", "", token).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/v1/actions/beta-r", "", token).statusCode())
                .isEqualTo(200);
        assertProblem(send("GET", "/api/v1/targets/alpha", "", token), 403);
        assertProblem(send("GET", "/api/v1/targets/unknown", "", token), 403);
        assertProblem(send("GET", "/api/v1/actions?target=alpha", "", token), 403);
        assertProblem(send("GET", "/api/v1/alerts?target=alpha", "", token), 403);
        assertProblem(send("GET", "/api/v1/actions/alpha-r", "", token), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/targets?limit=0",
                "/api/v1/targets?limit=many",
                "/api/v1/actions?limit=501",
                "/api/v1/alerts?state=LOUD",
                "/api/v1/targets?cursor=%25",
                "/api/v1/targets?cursor=shop-db",
                "/api/v1/targets?cursor=",
                "/api/v1/actions?cursor=null",
                "/api/v1/actions?cursor=Zm9v",
                "/api/v1/alerts?cursor=-1",
                "/api/v1/pauses?cursor=ZOMBIE",
                "/api/v1/plans?cursor=",
                "/api/v1/actions?limit=0x10",
                "/api/v1/plans?limit=",
                "/api/v1/pauses?limit=1&limit=2",
                "/api/v1/trends?points=+5",
                "/api/v1/alerts?state=%0d%0a",
                "/api/v1/alerts?state=",
                "/api/v1/targets?bogus=1",
                "/api/v1/targets/beta?bogus=1",
                "/api/v1/permissions?bogus=",
                "/api/v1/openapi.json?bogus=1",
                "/api/v1/targets/beta/sessions?stat=idle",
                "/api/v1/alerts?target=a%20b",
                "/api/v1/actions?target=*",
                "/api/v1/plans?target=a%00b"
            })
    void an_invalid_parameter_is_answered_with_a_problem_that_names_it(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        String parameter = path.substring(path.indexOf('?') + 1, path.indexOf('='));
        assertProblem(response, 400);
        assertThat(JSON.readTree(response.body()).get("detail").asString()).contains("'" + parameter + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/targets/unknown", "/api/v1/actions/unknown", "/api/v1/nothing", "/api/v1/targets/"})
    void an_unknown_thing_is_answered_with_a_problem_that_names_it(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        assertProblem(response, 404);
        String name = path.endsWith("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        assertThat(JSON.readTree(response.body()).get("detail").asString()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/api/v1/targets,GET", "POST,/docs,GET", "PUT,/api/v1/targets/alpha/cleanup,POST"})
    void a_method_without_a_route_is_answered_with_a_problem_that_names_the_methods(
            String method, String path, String permitted) throws Exception {
        HttpResponse<String> response = send(method, path, "");
        assertProblem(response, 405);
        assertThat(JSON.readTree(response.body()).get("detail").asString()).contains(permitted);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains(permitted);
    }

    @Test
    void options_are_answered_with_the_methods_of_the_path() throws Exception {
        HttpResponse<String> response = send("OPTIONS", "/api/v1/targets", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/META-INF/MANIFEST.MF,404,/META-INF/MANIFEST.MF",
        "GET,/api\\v1\\targets,400,web server",
        "FOO,/api/v1/targets,400,'FOO'"
    })
    void a_request_that_no_route_gets_is_answered_with_a_problem(String method, String path, int status, String named)
            throws Exception {
        assertRawProblem(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n", status, named);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/targets,406", "/api/v1/nothing,404", "/dashboard/nothing,404"})
    void a_request_with_an_invalid_accept_is_answered_with_a_problem(String path, int status) throws Exception {
        String token = "Authorization: Bearer " + TestTokens.shared().all() + "\r\n";
        assertRawProblem("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: x\r\n" + token, status, "");
    }

    private static void assertRawProblem(String head, int status, String named) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/problem+json", "\"status\":" + status, named);
        }
    }

    @Test
    void a_body_above_the_limit_is_refused() throws Exception {
        assertProblem(send("POST", "/api/v1/targets", "x".repeat(300_000)), 413);
    }

    @Test
    void every_response_carries_a_policy_without_unsafe_sources() throws Exception {
        for (String path : List.of("/api/v1/targets", "/api/v1/nothing", "/", "/dashboard/main.js")) {
            HttpResponse<String> response = send("GET", path, "");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void the_dashboard_is_served_and_checked_by_its_tag() throws Exception {
        for (String path : List.of("/", "/dashboard/main.js", "/dashboard/style/base.css")) {
            HttpResponse<String> response = send("GET", path, "");
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
            String tag = response.headers().firstValue("ETag").orElseThrow();
            assertThat(sendWithTag(path, tag).statusCode()).as(path).isEqualTo(304);
        }
        assertThat(send("GET", "/", "").headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/html");
    }

    @Test
    void a_library_of_the_dashboard_is_kept_by_the_browser() throws Exception {
        HttpResponse<String> response = send("GET", "/webjars/lit-html/3.3.2/lit-html.js", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("javascript");
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard/nothing.js",
                "/dashboard/",
                "/dashboard/..%2fConsoleConfiguration.class",
                "/webjars/nothing"
            })
    void a_file_that_does_not_belong_to_the_dashboard_is_not_served(String path) throws Exception {
        assertThat(send("GET", path, "").statusCode()).as(path).isIn(400, 404);
    }

    @Test
    void a_request_under_a_foreign_host_name_is_refused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("GET /api/v1/targets HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            assertThat(answer.toString(StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421")
                    .doesNotContain("alpha");
        }
    }

    private static Set<String> ids(JsonNode page) {
        Set<String> ids = new TreeSet<>();
        page.get("items").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(JSON.readTree(response.body()).get("status").asInt()).isEqualTo(status);
    }

    private static HttpResponse<String> sendWithTag(String path, String tag) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("If-None-Match", tag)
                .timeout(Duration.ofSeconds(30))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, TestTokens.shared().all());
    }

    private static HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        ApiContract.check(response);
        return response;
    }

    private static int port() {
        return Integer.parseInt(console.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static Health health(String target, int age, int sessions) {
        return Health.builder(target, HealthStatus.HEALTHY, "fine", now.minusSeconds(age))
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .maxConnections(100)
                        .usableConnections(97)
                        .build())
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
    }

    private static Result result(String target) {
        return Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("COMMAND", "asked for"), now, now)
                .command("/team", "command-of-" + target)
                .build();
    }

    private static Alert alert(AlertStatus state) {
        return Alert.builder("alpha", "ConnectionSlotsCritical", state, AlertSeverity.CRITICAL, now.minusSeconds(2))
                .endsAt(state == AlertStatus.RESOLVED ? now : null)
                .build();
    }
}
