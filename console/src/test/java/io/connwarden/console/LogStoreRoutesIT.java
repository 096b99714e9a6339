package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The routes that read the log store, with a role that may only read. */
class LogStoreRoutesIT {
    private static final Instant STARTED = Instant.parse("2026-02-27T21:05:13.482915Z");
    private static TestLogStore store;
    private static Instant now;
    private static ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        store = TestLogStore.create("console_log_store");
        for (int second = 0; second < 600; second++) {
            sample(600 - second, 10 + second % 60, second == 300 ? "CRITICAL" : "HEALTHY", second < 500 ? 100 : 200);
        }
        store.run("INSERT INTO connection_logs (event_type, target, actor, command_id, details, created_at) VALUES"
                + " ('CLEANUP_EXECUTED', 'db', '=cmd|''/C calc''!A0', 'c-1',"
                + " '{\"decision\":{\"reason\":\"3 zombies; \\\"idle\\\", too long\"}}', '"
                + now.minusSeconds(50) + "'),"
                + " ('ALERT_FIRING', 'db', 'alerting', NULL, '{\"name\":\"ConnectionSlotsCritical\","
                + "\"summary\":\"full\",\"severity\":\"CRITICAL\"}', '" + now.minusSeconds(40) + "')");
        store.run("INSERT INTO connection_logs (event_type, target, actor, details, created_at) VALUES"
                + " ('CONFIGURATION_CHANGED', 'db', 'configuration', '{\"hash\": \"f0\", \"changes\": ["
                + "{\"key\": \"policy.mode\", \"before\": \"watch\", \"after\": \"act\"},"
                + "{\"key\": \"policy.modes.r4\", \"before\": \"off\", \"after\": null}]}', '"
                + now.minusSeconds(45) + "')");
        store.run("INSERT INTO commands (source, id, target, action, automatic, requested_by, reason, dry_run, data,"
                + " expires_at, state, finished_at, outcome) VALUES ('/t', 'p-1', '*', 'PAUSE', false, 'ann',"
                + " 'upgrade', false, '{}', now(), 'DONE', '" + now.minusSeconds(30) + "', 'COMPLETED')");
        console = ConsoleClient.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "log-store-it.",
                Stream.of("health", "sessions", "results", "alerts"),
                store.arguments());
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        store.close();
    }

    private static void sample(int age, int connections, String status, int maxConnections) throws SQLException {
        store.run("INSERT INTO connection_logs (event_type, target, connection_count, active_count, idle_count,"
                + " zombie_count, utilization, event_id, details, created_at) VALUES ('MONITOR_CHECK', 'db', "
                + connections + ", 1, 2, 3, " + connections + ", 'h-" + age + "', '{\"status\":\"" + status
                + "\",\"stuckTransactions\":4,\"maxConnections\":" + maxConnections
                + ",\"inRecovery\":false,\"serverVersion\":\"18.1\",\"serverStartedAt\":\""
                + (age > 60 ? STARTED : STARTED.plusSeconds(90)) + "\"}', '" + now.minusSeconds(age) + "')");
    }

    private static String period() {
        return "from=" + now.minusSeconds(600) + "&to=" + now.plusSeconds(1);
    }

    @Test
    void the_period_of_a_history_has_microseconds() throws Exception {
        JsonNode history = console.get("/api/v1/targets/db/history");
        assertThat(List.of(history.get("from").asString(), history.get("to").asString()))
                .allMatch(time -> time.matches("[0-9T:-]+([.][0-9]{1,6})?Z"));
    }

    @Test
    void the_history_has_the_maximum_and_the_worst_status_of_each_part() throws Exception {
        JsonNode history = console.get("/api/v1/targets/db/history?points=10&" + period());
        JsonNode items = history.get("items");
        assertThat(items).hasSize(10);
        assertThat(items.valueStream().map(item -> item.get("connections").asInt()))
                .containsOnly(69);
        assertThat(items.valueStream()
                        .mapToInt(item -> item.get("samples").asInt())
                        .sum())
                .isEqualTo(600);
        assertThat(items.valueStream()
                        .filter(item -> item.get("status").asString().equals("CRITICAL")))
                .hasSize(1);
        assertThat(items.get(0).get("time").asString())
                .isEqualTo(now.minusSeconds(600).toString());
        assertThat(items.get(0).get("stuck").asInt()).isEqualTo(4);
        assertThat(console.get("/api/v1/targets/unknown/history?" + period()).get("items"))
                .isEmpty();
    }

    @Test
    void the_log_is_listed_page_by_page_and_filtered() throws Exception {
        JsonNode page = console.get("/api/v1/logs?limit=500&" + period());
        assertThat(page.get("items")).hasSize(500);
        assertThat(page.at("/items/0/time").asString())
                .isEqualTo(now.minusSeconds(1).toString());
        JsonNode rest = console.get("/api/v1/logs?limit=500&" + period() + "&cursor="
                + page.get("nextCursor").asString());
        assertThat(rest.get("items")).hasSize(103);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        JsonNode cleanup = console.get("/api/v1/logs?action=CLEANUP_EXECUTED&target=db&" + period());
        assertThat(cleanup.get("items")).hasSize(1);
        assertThat(cleanup.at("/items/0/details/decision/reason").asString()).startsWith("3 zombies");
    }

    @Test
    void a_pause_of_the_log_store_is_shown_without_its_result_and_ends_with_its_row() throws Exception {
        store.run("INSERT INTO pauses (target, paused_by, reason, since, command_source, command_id) VALUES"
                + " ('db', 'ann', 'since last week', '" + now.minusSeconds(700_000) + "', '/t', 'old')");
        store.run("INSERT INTO restricted_pauses (id, target, paused_by, reason, since, labels, cron, zone,"
                + " duration_minutes, command_source, command_id) VALUES"
                + " ('00000000-0000-0000-0000-000000000007', '*', 'ann', 'a weekly backup', '"
                + now.minusSeconds(600_000) + "', '{\"env\": \"prod\"}', '0 0 0 29 2 MON', 'UTC', 60, '/t', 'w')");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(console.get("/api/v1/pauses")
                                .get("items")
                                .valueStream()
                                .map(item -> item.get("reason").asString() + " "
                                        + item.get("state").asString()))
                        .containsExactly("a weekly backup scheduled", "since last week active"));
        store.run("DELETE FROM pauses");
        store.run("DELETE FROM restricted_pauses");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(console.get("/api/v1/pauses").get("items")).isEmpty());
    }

    @Test
    void an_action_that_is_no_longer_in_memory_is_read_from_the_log_store() throws Exception {
        Result result = Result.builder(
                        "db", CommandOutcome.COMPLETED, new DecisionReason("R2", "3 zombies"), STARTED, STARTED)
                .command("/team", "c-stored")
                .build();
        store.run("INSERT INTO commands (source, id, target, action, automatic, requested_by, reason, dry_run, data,"
                + " expires_at, state, finished_at, outcome, result, result_event_id) VALUES ('/team', 'c-stored', 'db',"
                + " 'CLEANUP', false, 'ann', 'a leak', false, '{}', now(), 'DONE', '" + STARTED + "', 'COMPLETED', '"
                + EventCodec.instance().toJson(result) + "', 'r-stored')");
        for (String id : List.of("c-stored", "r-stored")) {
            JsonNode action = console.get("/api/v1/actions/" + id);
            assertThat(action.get("id").asString()).isEqualTo("r-stored");
            assertThat(action.get("source").asString()).isEqualTo(Result.SOURCE);
            assertThat(action.at("/data/decision/reason").asString()).isEqualTo("3 zombies");
        }
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("other"), null);
        for (String id : List.of("c-stored", "unknown", "a%00b")) {
            HttpResponse<String> hidden = console.send("/api/v1/actions/" + id, "Authorization", "Bearer " + token);
            assertThat(hidden.statusCode()).as(id).isIn(400, 404);
        }
    }

    @Test
    void the_latest_timeline_is_read_once_for_many_viewers_and_apart_for_each_permission() throws Exception {
        String path = "/api/v1/timeline?target=cached&limit=50";
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            int before = console.get(path).get("items").size();
            store.run("INSERT INTO connection_logs (event_type, target, details, created_at) VALUES"
                    + " ('CLEANUP_EXECUTED', 'cached', '{}', now())");
            int ofPeriod = console.get(path + "&from=" + now.minusSeconds(60))
                    .get("items")
                    .size();
            return ofPeriod > before && console.get(path).get("items").size() == before;
        });
        int before = console.get(path).get("items").size();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> console.get(path).get("items").size() > before);
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("other"), null);
        assertThat(ConsoleClient.JSON
                        .readTree(console.send("/api/v1/timeline", "Authorization", "Bearer " + token)
                                .body())
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("target").asString()))
                .doesNotContain("cached", "db");
    }

    /** Samples of one time have a change each; the page ends between them. */
    @Test
    void entries_of_one_time_are_on_both_sides_of_a_page_end() throws Exception {
        Instant time = now.minusSeconds(3_600);
        for (String target : List.of("same-a", "same-b")) {
            for (int i = 0; i < 2; i++) {
                store.run("INSERT INTO connection_logs (event_type, target, details, created_at) VALUES ("
                        + "'MONITOR_CHECK', '" + target + "', '{\"status\":\"HEALTHY\",\"maxConnections\":"
                        + (100 + i) + "}', '" + time.plusSeconds(i) + "')");
            }
        }
        String path = "/api/v1/timeline?limit=1&from=" + time + "&to=" + time.plusSeconds(2);
        JsonNode first = console.get(path);
        JsonNode second =
                console.get(path + "&cursor=" + first.get("nextCursor").asString());
        assertThat(Stream.of(first, second)
                        .map(page -> page.at("/items/0/target").asString()))
                .containsExactly("same-b", "same-a");
    }

    @Test
    void a_token_of_another_target_reads_none_of_the_entries() throws Exception {
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("other"), null);
        String[] other = {"Authorization", "Bearer " + token};
        JsonNode logs = ConsoleClient.JSON.readTree(
                console.send("/api/v1/logs?" + period(), other).body());
        assertThat(logs.get("items")).isEmpty();
        assertThat(console.send("/api/v1/logs?format=jsonl&" + period(), other).body())
                .isEmpty();
        JsonNode timeline = ConsoleClient.JSON.readTree(
                console.send("/api/v1/timeline?" + period(), other).body());
        assertThat(timeline.get("items")
                        .valueStream()
                        .map(item -> item.get("kind").asString()))
                .as("the pause of all targets")
                .containsExactly("pause");
        assertThat(console.send("/api/v1/targets/db/history?" + period(), other).statusCode())
                .isEqualTo(403);
    }

    @Test
    void all_entries_are_written_as_json_lines() throws Exception {
        HttpResponse<String> response = console.send("/api/v1/logs?format=jsonl&" + period());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/jsonl");
        List<String> lines = response.body().lines().toList();
        assertThat(lines).hasSize(603);
        for (String line : lines) {
            assertThat(ConsoleClient.JSON.readTree(line).get("target").asString())
                    .isEqualTo("db");
        }
    }

    @Test
    void a_spreadsheet_takes_no_cell_for_a_formula() throws Exception {
        HttpResponse<String> response = console.send("/api/v1/logs?format=csv&action=CLEANUP_EXECUTED&" + period());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(response.body().lines()).hasSize(2);
        assertThat(response.body()).startsWith("id,time,action,target,").contains(",\"'=cmd|'/C calc'!A0\",");
        assertThat(response.body()).contains("\"\"reason\"\"");
    }

    @Test
    void the_timeline_has_actions_alerts_pauses_settings_and_changes_of_the_server() throws Exception {
        JsonNode timeline = console.get("/api/v1/timeline?target=db&" + period());
        assertThat(timeline.get("items")
                        .valueStream()
                        .map(item -> item.get("kind").asString()))
                .containsExactly("pause", "alert", "configuration", "action", "restart", "maxConnections");
        assertThat(timeline.at("/items/2/title").asString())
                .isEqualTo("policy.mode act after watch, policy.modes.r4 not set after off");
        assertThat(timeline.at("/items/3/reference/id").asString()).isEqualTo("c-1");
        assertThat(timeline.at("/items/4/title").asString()).isEqualTo("server started at 2026-02-27 21:06:43 UTC");
        assertThat(timeline.at("/items/4/time").asString())
                .isEqualTo(now.minusSeconds(60).toString());
        assertThat(timeline.at("/items/5/title").asString()).isEqualTo("max_connections 200 after 100");
        assertThat(timeline.at("/items/1/severity").asString()).isEqualTo("CRITICAL");
        JsonNode first = console.get("/api/v1/timeline?limit=2&" + period());
        JsonNode second = console.get("/api/v1/timeline?limit=2&" + period() + "&cursor="
                + first.get("nextCursor").asString());
        assertThat(second.at("/items/0/kind").asString()).isEqualTo("configuration");
        assertThat(second.at("/items/1/kind").asString()).isEqualTo("action");
        assertThat(second.get("nextCursor").isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "targets/db/history?from=x",
                "targets/db/history?points=0",
                "targets/db/history?to=%2B99999-01-01T00:00:00Z",
                "targets/db/history?from=2020-01-01T00:00:00Z",
                "logs?format=xml",
                "logs?limit=501",
                "logs?cursor=AAAA",
                "logs?action=drop%20table",
                "logs?target=a%00b",
                "timeline?target=%2A",
                "timeline?cursor=%25"
            })
    void an_invalid_parameter_is_answered_with_a_problem_that_names_it(String path) throws Exception {
        HttpResponse<String> response = console.send("/api/v1/" + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        String parameter = path.substring(path.indexOf('?') + 1, path.indexOf('='));
        assertThat(response.body()).contains("'" + parameter + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets/db/history", "logs", "logs?format=csv", "timeline"})
    void without_a_log_store_the_answer_tells_what_is_missing(String path) throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (ConsoleClient without = ConsoleClient.start(bootstrap, "log-store-none.", Stream.of());
                ConsoleClient down = ConsoleClient.start(
                        bootstrap,
                        "log-store-down.",
                        Stream.of(),
                        "--connwarden.console.log-store.url=jdbc:postgresql://127.0.0.1:1/none",
                        "--connwarden.console.log-store.username=reader")) {
            HttpResponse<String> missing = without.send("/api/v1/" + path);
            assertThat(missing.statusCode()).isEqualTo(503);
            assertThat(missing.body()).contains("connwarden.console.log-store.url");
            HttpResponse<String> unreachable = down.send("/api/v1/" + path);
            assertThat(unreachable.statusCode()).isEqualTo(503);
            assertThat(unreachable.body()).contains("the log store cannot be read");
            assertThat(down.send("/api/v1/targets").statusCode()).isEqualTo(200);
        }
    }

    /** The log store of this test answers slowly, so that its export takes minutes. */
    @Test
    void an_export_ends_when_its_reader_has_left_and_further_ones_wait_for_it() throws Exception {
        store.run("CREATE SCHEMA slow");
        store.run("CREATE VIEW slow.connection_logs AS SELECT id, 'A' AS event_type, 'db' AS target,"
                + " 1 AS connection_count, 1 AS active_count, 1 AS idle_count, 1 AS zombie_count,"
                + " 1 AS terminated_count, 1.0 AS utilization, '' AS event_id, '' AS command_id, '' AS actor,"
                + " '{\"text\": \"" + "x".repeat(990) + "\"}'::jsonb AS details,"
                + " '" + now.minusSeconds(1) + "'::timestamptz AS created_at"
                + " FROM pg_catalog.generate_series(1::bigint, 150000) id"
                + " WHERE (SELECT pg_catalog.pg_sleep(0.5)) IS NOT NULL");
        store.run("GRANT USAGE ON SCHEMA slow TO console_log_store_reader");
        store.run("GRANT SELECT ON slow.connection_logs TO console_log_store_reader");
        List<String> arguments = new ArrayList<>(List.of(store.arguments()));
        arguments.set(0, arguments.get(0) + "?currentSchema=slow,public");
        arguments.add("--connwarden.console.max-exports=1");
        String path = "/api/v1/logs?format=jsonl&" + period();
        try (ConsoleClient slow = ConsoleClient.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "log-store-slow.",
                Stream.of(),
                arguments.toArray(String[]::new))) {
            try (InputStream lines = HttpClient.newHttpClient()
                    .send(slow.request(path), BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(lines.readNBytes(1_000)).hasSize(1_000);
                HttpResponse<String> second = slow.send(path);
                assertThat(second.statusCode()).isEqualTo(429);
                assertThat(second.headers().firstValue("Retry-After")).contains("5");
                assertThat(second.body()).contains("connwarden.console.max-exports");
                assertThat(slow.send("/api/v1/logs?limit=1&" + period()).statusCode())
                        .isEqualTo(200);
            }
            HttpRequest head = HttpRequest.newBuilder(slow.request(path), (name, value) -> true)
                    .method("HEAD", BodyPublishers.noBody())
                    .build();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> HttpClient.newHttpClient()
                                    .send(head, BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        } finally {
            store.run("DROP SCHEMA slow CASCADE");
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_ended() throws Exception {
        try (Connection lock = store.connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE connection_logs IN ACCESS EXCLUSIVE MODE");
            long start = System.nanoTime();
            HttpResponse<String> response = console.send("/api/v1/targets/db/history?" + period());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("did not answer within 10 s");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
            lock.rollback();
        }
    }
}
