package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entity tags of answers, and the links of every answer to its description. */
class EntityTagIT {
    private static final String PREFIX = "entity-tag-it.";
    private static Instant now;

    private static EventSource source;
    private static ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        console = ConsoleClient.start(bootstrap, PREFIX, "health", "sessions", "results", "alerts", "looks");
        source = new EventSource(bootstrap);
        source.send(PREFIX + "sessions", "s1", now, Snapshots.idle("db", now, 3));
        source.send(PREFIX + "results", "r1", now, result());
        sendHealth(10);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(console.get("/api/v1/targets/db/samples").get("items")).hasSize(1);
            assertThat(console.get("/api/v1/actions").get("items")).hasSize(1);
        });
    }

    @AfterAll
    static void stop() {
        source.close();
        console.close();
    }

    private static Result result() {
        return Result.builder("db", CommandOutcome.COMPLETED, new DecisionReason("COMMAND", "asked for"), now, now)
                .build();
    }

    private static void sendHealth(int sessions) throws Exception {
        source.send(
                PREFIX + "health",
                "h" + sessions,
                Instant.now(),
                Health.builder("db", HealthStatus.HEALTHY, "fine", now.plusMillis(sessions))
                        .counts(Counts.builder()
                                .totalConnections(sessions)
                                .maxConnections(100)
                                .usableConnections(97)
                                .build())
                        .serverVersion("18.1")
                        .inRecovery(false)
                        .build());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> console.send("/api/v1/targets").body().contains("\"totalConnections\":" + sessions + ","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actions/r1",
                "permissions",
                "openapi.json",
                "asyncapi.json",
                "asyncapi.yaml",
                "schema/result.v1.schema.json"
            })
    void an_answer_without_an_age_has_a_strong_tag(String path) throws Exception {
        HttpResponse<String> first = console.send("/api/v1/" + path);
        String tag = tag(first);
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertNotModified(path, tag, tag);
        assertNotModified(path, "\"other\", W/" + tag, tag);
        HttpResponse<String> other = console.send("/api/v1/" + path, "If-None-Match", "\"other\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
    }

    /** The tag changes with the clock, so that the age of a client is at most 10 s too low. */
    @ParameterizedTest
    @ValueSource(strings = {"targets", "targets/db"})
    void a_target_has_a_weak_tag_that_does_not_depend_on_its_age(String path) throws Exception {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            HttpResponse<String> first = console.send("/api/v1/" + path);
            String tag = tag(first);
            assertThat(tag).matches("W/\"[0-9a-f]{32}-" + Instant.now().getEpochSecond() / 10 + "\"");
            assertThat(console.send("/api/v1/" + path).body()).isNotEqualTo(first.body());
            assertNotModified(path, tag, tag);
        });
    }

    @Test
    void a_new_sample_changes_the_tag_of_its_target() throws Exception {
        String before = contentOf(tag(console.send("/api/v1/targets/db")));
        sendHealth(11);
        assertThat(contentOf(tag(console.send("/api/v1/targets/db")))).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "applications", "blockers"})
    void a_sample_named_by_its_time_has_a_weak_tag_and_the_latest_one_has_none(String route) throws Exception {
        String path = "targets/db/" + route + "?at=" + now;
        String tag = tag(console.send("/api/v1/" + path));
        assertThat(tag).matches("W/\"[0-9a-f]{32}\"");
        assertNotModified(path, tag, tag);
        HttpResponse<String> latest = console.send("/api/v1/targets/db/" + route, "If-None-Match", tag);
        assertThat(latest.statusCode()).isEqualTo(200);
        assertThat(latest.headers().firstValue("ETag")).isEmpty();
        assertThat(latest.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void a_tag_of_another_caller_shows_nothing() throws Exception {
        String tag = tag(console.send("/api/v1/permissions"));
        String reader = TestTokens.shared().create(Set.of(Scope.READ), Set.of(), null);
        HttpResponse<String> response =
                console.send("/api/v1/permissions", "Authorization", "Bearer " + reader, "If-None-Match", tag);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(console.send("/api/v1/permissions", "Authorization", "Bearer x", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(401);
        assertThat(console.send("/api/v1/actions/unknown", "If-None-Match", "*").statusCode())
                .isEqualTo(404);
    }

    @Test
    void every_answer_of_the_api_links_to_its_description() throws Exception {
        List<String> paths = List.of(
                "/api/v1/targets",
                "/api/v1/nothing",
                "/api/v1/targets?limit=0",
                "/hooks/none",
                "/functions/v1/connection-monitor",
                "/api/v1/openapi.json");
        for (String path : paths) {
            assertLinks(console.send(path));
        }
        assertLinks(console.send("/api/v1/targets", "Authorization", "Bearer x"));
        assertThat(console.send("/").headers().firstValue("Link")).isEmpty();
    }

    private static void assertLinks(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Link").orElse(""))
                .as(response.toString())
                .contains("</api/v1/openapi.json>; rel=\"service-desc\"", "</docs>; rel=\"service-doc\"");
    }

    private static void assertNotModified(String path, String sent, String tag) throws Exception {
        HttpResponse<String> response = console.send("/api/v1/" + path, "If-None-Match", sent);
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
        assertThat(tag(response)).isEqualTo(tag);
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    }

    private static String tag(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 304);
        return response.headers().firstValue("ETag").orElse("");
    }

    /** Returns a tag without its time. */
    private static String contentOf(String tag) {
        return tag.replaceFirst("-[0-9]+\"", "\"");
    }
}
