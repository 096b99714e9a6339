package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import io.connwarden.testing.SharedInfrastructure;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The routes of the sessions of a target on a real broker. */
class SessionRoutesIT {
    private static final String PREFIX = "session-routes-it.";
    private static final String DB = "/api/v1/targets/db";
    private static final String TRANSACTION = "idle in transaction";
    private static Instant now;
    private static ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        console = ConsoleClient.start(bootstrap, PREFIX, "health", "sessions", "results", "alerts");
        try (EventSource source = new EventSource(bootstrap)) {
            source.send(PREFIX + "sessions", "s1", earlier(), Snapshots.idle("db", earlier(), 1));
            source.send(PREFIX + "sessions", "s2", now, latest());
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(console.get(DB + "/samples").get("items")).hasSize(2));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static Instant earlier() {
        return now.minusSeconds(60);
    }

    private static SessionSnapshot latest() {
        Instant serverTime = now.plusSeconds(100);
        List<Row> rows = List.of(
                Snapshots.row(11, "shop", TRANSACTION, serverTime, SessionClass.STUCK_TRANSACTION),
                Snapshots.row(12, "shop", "active", serverTime, SessionClass.ACTIVE, 11),
                Snapshots.row(13, "report", "active", serverTime, SessionClass.ACTIVE, 0),
                Snapshots.row(14, "shop", "idle", serverTime, SessionClass.ZOMBIE),
                Snapshots.row(15, "", "idle", serverTime, SessionClass.IDLE));
        return new SessionSnapshot("db", now, serverTime, rows, 7);
    }

    @Test
    void the_latest_sample_is_shown_with_ages_by_the_clock_of_the_server() throws Exception {
        JsonNode page = console.get(DB + "/sessions");
        assertThat(page.get("capturedAt").asString()).isEqualTo(now.toString());
        assertThat(page.get("ageSeconds").asDouble()).isNotNegative();
        assertThat(page.get("total").asInt()).isEqualTo(12);
        assertThat(page.get("matching").asInt()).isEqualTo(5);
        assertThat(page.get("omitted").asInt()).isEqualTo(7);
        JsonNode stuck = find(page, 11);
        assertThat(stuck.get("stateAgeSeconds").asDouble()).isEqualTo(10);
        assertThat(stuck.get("transactionAgeSeconds").asDouble()).isEqualTo(24);
        assertThat(stuck.get("sessionAgeSeconds").asDouble()).isEqualTo(60);
        assertThat(stuck.get("queryAgeSeconds").isNull()).isTrue();
        assertThat(stuck.get("queryId").isNull()).isTrue();
        assertThat(stuck.get("transactionId").asString())
                .isNotEqualTo(stuck.get("sessionId").asString());
        assertThat(stuck.get("class").asString()).isEqualTo("STUCK_TRANSACTION");
        assertThat(stuck.get("blocks").asInt()).isEqualTo(1);
        assertThat(find(page, 12).at("/waitsFor/0").asInt()).isEqualTo(11);
        assertThat(find(page, 12).get("queryAgeSeconds").asDouble()).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=active > 12,13",
                "application=report > 13",
                "application= > 15",
                "user=unknown > ",
                "database=orders&blocked=true > 12,13",
                "blocked=false > 11,14,15",
                "class=ZOMBIE > 14",
                "q=SHOP > 11,12,14",
                "q=10.0.0.15 > 15",
                "sort=pid&limit=5000 > 11,12,13,14,15",
                "sort=-pid > 15,14,13,12,11",
                "sort=transactionAgeSeconds > 11,12,13,14,15",
                "sort=-application > 11,12,14,13,15",
                "sort=-class > 15,14,12,13,11"
            })
    void filters_and_orders_select_sessions(String example) throws Exception {
        String[] parts = example.split(" > ", -1);
        JsonNode page = console.get(DB + "/sessions?" + parts[0]);
        List<String> pids = pids(page);
        List<String> expected = parts[1].isEmpty() ? List.of() : List.of(parts[1].split(","));
        if (parts[0].contains("sort")) {
            assertThat(pids).containsExactlyElementsOf(expected);
        } else {
            assertThat(pids).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(page.get("matching").asInt()).isEqualTo(expected.size());
    }

    @Test
    void the_pages_of_a_list_are_all_from_the_snapshot_of_the_first_one() throws Exception {
        String query = DB + "/sessions?sort=pid&limit=2&at=" + now.plusSeconds(1);
        List<String> pids = new ArrayList<>();
        JsonNode page = console.get(query);
        pids.addAll(pids(page));
        while (!page.get("nextCursor").isNull()) {
            page = console.get(DB + "/sessions?sort=pid&limit=2&cursor="
                    + page.get("nextCursor").asString());
            pids.addAll(pids(page));
        }
        assertThat(pids).containsExactly("11", "12", "13", "14", "15");
    }

    @Test
    void a_kept_sample_is_shown_by_its_time() throws Exception {
        JsonNode samples = console.get(DB + "/samples").get("items");
        assertThat(samples.get(0).get("capturedAt").asString())
                .isEqualTo(earlier().toString());
        assertThat(samples.get(1).get("sessions").asInt()).isEqualTo(12);
        JsonNode page = console.get(DB + "/sessions?at=" + now.minusSeconds(1));
        assertThat(page.get("capturedAt").asString()).isEqualTo(earlier().toString());
        assertThat(page.get("items")).hasSize(1);
        assertThat(console.send(DB + "/sessions?at=" + earlier().minusSeconds(1))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_kept_samples_are_exported_as_the_events_of_their_topic() throws Exception {
        HttpResponse<String> file = console.send(DB + "/samples/export");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElse("")).isEqualTo("application/jsonl;charset=UTF-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("\"connwarden-db.jsonl\"");
        List<Message> samples = file.body()
                .lines()
                .map(line -> EventCodec.instance()
                        .decode(
                                Map.of("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8)),
                                line.getBytes(StandardCharsets.UTF_8)))
                .map(decoded ->
                        (Message) ((DecodeResult.Decoded) decoded).event().data())
                .toList();
        assertThat(samples).containsExactly(Snapshots.idle("db", earlier(), 1), latest());
        assertThat(console.send(DB + "/samples/export?from=" + now + "&to=" + now)
                        .body()
                        .lines())
                .hasSize(1);
        assertThat(console.send(DB + "/samples/export?to=" + now.minusSeconds(1))
                        .body()
                        .lines())
                .singleElement()
                .asString()
                .contains(earlier().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=soon", "to=soon", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"})
    void an_invalid_period_of_an_export_is_named(String query) throws Exception {
        HttpResponse<String> response = console.send(DB + "/samples/export?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("'" + query.substring(0, query.indexOf('=')) + "'");
    }

    @Test
    void an_export_of_a_period_without_samples_is_answered_with_a_problem() throws Exception {
        HttpResponse<String> response = console.send(DB + "/samples/export?from=" + now.plusSeconds(1));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/api/v1/targets/db/samples");
    }

    @Test
    void applications_are_summed_up() throws Exception {
        JsonNode applications = console.get(DB + "/applications").get("items");
        assertThat(applications
                        .valueStream()
                        .map(item -> item.get("application").asString()))
                .containsExactly("shop", "", "report");
        JsonNode shop = applications.get(0);
        assertThat(shop.get("user").asString()).isEqualTo("app");
        assertThat(Stream.of("total", "active", "idle", "idleInTransaction", "zombie")
                        .map(name -> shop.get(name).asInt()))
                .containsExactly(3, 1, 1, 1, 1);
        assertThat(shop.get("longestTransactionSeconds").asDouble()).isEqualTo(25);
        assertThat(shop.get("longestIdleSeconds").asDouble()).isEqualTo(10);
    }

    @Test
    void blockers_are_trees() throws Exception {
        JsonNode trees = console.get(DB + "/blockers").get("items");
        assertThat(trees).hasSize(2);
        assertThat(trees.at("/0/pid").asInt()).isEqualTo(11);
        assertThat(trees.at("/0/waiting/0/pid").asInt()).isEqualTo(12);
        assertThat(trees.at("/1/label").asString()).isEqualTo("prepared transaction");
        assertThat(trees.at("/1/waiting/0/pid").asInt()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=5001",
                "limit=x",
                "at=yesterday",
                "blocked=maybe",
                "class=LARGE",
                "sort=query",
                "sort=-",
                "cursor=%25",
                "cursor=AAAA",
                "cursor=MjAyNi0wMS0wMVQwMDowMDowMFogOTk5OTk5OTk5OTk5"
            })
    void an_invalid_parameter_is_answered_with_a_problem_that_names_it(String query) throws Exception {
        HttpResponse<String> response = console.send(DB + "/sessions?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(ConsoleClient.JSON.readTree(response.body()).get("detail").asString())
                .contains("'" + query.substring(0, query.indexOf('=')) + "'");
    }

    @Test
    void a_text_that_is_too_long_is_refused() throws Exception {
        assertThat(console.send(DB + "/sessions?q=" + "x".repeat(201)).statusCode())
                .isEqualTo(400);
        assertThat(console.send(DB + "/sessions?q=" + URLEncoder.encode("\u0000%ü", StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "samples", "samples/export", "applications", "blockers"})
    void an_unknown_target_is_answered_with_a_problem(String route) throws Exception {
        HttpResponse<String> response = console.send("/api/v1/targets/unknown/" + route);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("'unknown'", "connwarden.monitor.sessions.enabled");
    }

    private static JsonNode find(JsonNode page, int pid) {
        return page.get("items")
                .valueStream()
                .filter(item -> item.get("pid").asInt() == pid)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> pids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> String.valueOf(item.get("pid").asInt()))
                .toList();
    }
}
