package io.connwarden.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.monitor.MonitorApplication;
import io.connwarden.testing.Backend;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Actions over HTTP with both services, on a real broker and a real server. */
class ConsoleActionsIT {
    private static final String TARGET = "console-db";
    private static final String ALL_IDLE = "{\"idleThresholdMinutes\": 0.00001, \"maxTerminations\": 10}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static String token;
    private static ConfigurableApplicationContext monitor;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        PostgresServer server = SharedInfrastructure.postgres();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl("postgres"));
        JdbcTemplate superuser = new JdbcTemplate(source);
        superuser.execute("CREATE DATABASE console_store");
        superuser.execute("CREATE ROLE console_app LOGIN");
        Path tokens = folder.resolve("tokens");
        token = ConsoleTokens.create(
                tokens,
                new Grant("anna", Set.of("read", "operate", "approve"), Set.of(), Map.of(), null),
                Instant.now());
        String[] settings = {
            "--spring.kafka.bootstrap-servers=" + SharedInfrastructure.kafka().bootstrapServers(),
            "--spring.datasource.url=" + server.jdbcUrl("console_store"),
            "--connwarden.topics.prefix=console-actions.",
            "--connwarden.doctor.at-start=false",
            "--connwarden.policy.survivors-per-application=0",
            "--connwarden.policy.budget.sessions-percentage=100",
            "--connwarden.targets[0].id=" + TARGET,
            "--connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
            "--connwarden.targets[0].user=postgres",
            "--connwarden.monitor.health-check-interval=1s",
            "--connwarden.console.tokens-file=" + tokens,
            "--server.address=127.0.0.1",
            "--server.port=0"
        };
        monitor = MonitorApplication.builder().run(settings);
        actuator = ActuatorApplication.builder().run(settings);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(
                                get("/api/v1/targets/" + TARGET + "/sessions").get("items"))
                        .isNotNull());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        monitor.close();
    }

    @Test
    void a_previewed_cleanup_is_executed_by_its_plan_without_the_session_that_was_used() throws Exception {
        try (TestSessions sessions = sessions(3, "preview")) {
            JsonNode preview = json(post("/targets/" + TARGET + "/cleanup?wait=30", ALL_IDLE), 200);
            assertThat(preview.at("/data/dryRun").asBoolean()).isTrue();
            assertThat(sessions.alive()).hasSize(3);
            String id = preview.at("/data/plan/id").asString();
            await().untilAsserted(() ->
                    assertThat(get("/api/v1/plans").findValuesAsString("id")).contains(id));
            try (Statement statement = sessions.connections().get(1).createStatement()) {
                statement.execute("SELECT 1");
            }
            JsonNode executed = json(post("/plans/" + id + "/execute?wait=30", "{\"reason\": \"as previewed\"}"), 200);
            assertThat(executed.at("/data/decision/reason").asString()).contains("approved by anna (as previewed)");
            assertThat(executed.get("data")
                            .get("sessions")
                            .valueStream()
                            .filter(session -> session.get("outcome").asString().equals("CHANGED"))
                            .map(session -> session.get("pid").asInt()))
                    .containsExactly(sessions.backends().get(1).pid());
            assertThat(sessions.alive())
                    .extracting(Backend::pid)
                    .containsExactly(sessions.backends().get(1).pid());
            assertThat(post("/plans/" + id + "/execute?wait=30", "").statusCode())
                    .isEqualTo(422);
        }
    }

    @Test
    void the_session_of_a_row_is_ended_and_a_row_with_another_transaction_is_refused() throws Exception {
        try (TestSessions sessions = sessions(1, "chosen")) {
            Connection connection = sessions.connections().get(0);
            connection.setAutoCommit(false);
            begin(connection);
            JsonNode[] row = new JsonNode[1];
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode items = get("/api/v1/targets/" + TARGET + "/sessions?application=chosen")
                        .get("items");
                assertThat(items).hasSize(1);
                row[0] = items.get(0);
                assertThat(row[0].get("transactionId").isString()).isTrue();
            });
            String named = "{\"reason\": \"blocks\", \"sessions\": [{\"sessionId\": \""
                    + row[0].get("sessionId").asString() + "\", \"transactionId\": \""
                    + row[0].get("transactionId").asString() + "\"}]}";
            connection.rollback();
            begin(connection);
            String path = "/targets/" + TARGET + "/terminate?dryRun=false&wait=30";
            assertThat(json(post(path, named), 409).get("detail").asString()).contains("transaction");
            assertThat(sessions.alive()).hasSize(1);
            json(post(path, named.replaceAll(", \"transactionId\": \"[^\"]*\"", "")), 200);
            assertThat(sessions.alive()).isEmpty();
        }
    }

    @Test
    void a_pause_has_an_author_and_a_reason_until_it_is_ended() throws Exception {
        String path = "/targets/" + TARGET;
        json(post(path + "/pause?dryRun=false&wait=30", "{\"duration\": \"5m\", \"reason\": \"maintenance\"}"), 200);
        await().untilAsserted(() -> {
            JsonNode paused = get("/api/v1/targets/" + TARGET).get("paused");
            assertThat(paused.get("requestedBy").asString()).isEqualTo("anna");
            assertThat(paused.get("reason").asString()).isEqualTo("maintenance");
            assertThat(Instant.parse(paused.get("until").asString())).isAfter(Instant.now());
        });
        assertThat(json(post(path + "/cleanup?dryRun=false&wait=30", ""), 422)
                        .get("detail")
                        .asString())
                .contains("anna", "maintenance");
        json(post(path + "/resume?dryRun=false&wait=30", ""), 200);
        await().untilAsserted(() -> assertThat(
                        get("/api/v1/targets/" + TARGET).get("paused").isNull())
                .isTrue());
        json(post("/targets/*/pause?dryRun=false&wait=30", "{\"reason\": \"all\"}"), 200);
        await().untilAsserted(() -> assertThat(
                        get("/api/v1/targets/" + TARGET).at("/paused/target").asString())
                .isEqualTo("*"));
        json(post("/targets/*/resume?dryRun=false&wait=30", ""), 200);
    }

    @Test
    void the_endpoint_of_the_guide_ends_idle_sessions() throws Exception {
        try (TestSessions sessions = sessions(2, "guide")) {
            JsonNode answer = get("/functions/v1/connection-monitor?action=cleanup&idle_threshold=0.00001");
            assertThat(answer.at("/result/terminated_count").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(sessions.alive()).isEmpty();
        }
        JsonNode auto = get("/functions/v1/connection-monitor?action=auto");
        assertThat(auto.at("/final_health/status").asString()).isNotEmpty();
        assertThat(get("/api/admin/connection-pool-pro?action=status")
                        .get("queueLength")
                        .asInt())
                .isZero();
    }

    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static String url() {
        return SharedInfrastructure.postgres().jdbcUrl("postgres");
    }

    private static TestSessions sessions(int count, String application) {
        return TestSessions.idle(url(), count, application, "console_app");
    }

    private static JsonNode get(String path) throws Exception {
        return json(send(path, "GET", ""), 200);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send("/api/v1" + path, "POST", body);
    }

    private static HttpResponse<String> send(String path, String method, String body) throws Exception {
        String port = monitor.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .headers("Content-Type", "application/json", "Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }
}
