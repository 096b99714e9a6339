package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The samples around actions of R1, saved by consoles in a real log store. Each test has its own topics and store. */
@ExtendWith(OutputCaptureExtension.class)
class SavedSamplesRoutesIT {
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofSeconds(30));
    private static String bootstrap;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private String prefix;
    private TestLogStore store;
    private EventSource source;
    private ConsoleClient console;

    @BeforeAll
    static void startBroker() {
        bootstrap = SharedInfrastructure.kafka().bootstrapServers();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = "saved"
                + Math.floorMod(test.getTestMethod().orElseThrow().getName().hashCode(), 1_000_000);
        prefix = name + ".";
        store = TestLogStore.create(name);
        source = new EventSource(bootstrap);
        console = ConsoleClient.start(
                bootstrap, prefix, Stream.of("health", "sessions", "results", "alerts"), store.arguments());
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        source.close();
        store.close();
    }

    @Test
    void two_consoles_save_each_sample_of_the_period_once_and_link_it_from_the_action() throws Exception {
        try (ConsoleClient other = ConsoleClient.start(bootstrap, prefix, Stream.empty(), store.arguments())) {
            sample(200, 100, 2);
            result("emergency", "R1", false);
            sample(0);
            AWAIT.untilAsserted(() -> assertThat(ages(other.get("/api/v1/actions/emergency/samples")))
                    .containsExactly(100L, 2L, 0L));
            JsonNode action = console.get("/api/v1/actions/command-of-emergency");
            assertThat(action.get("id").asString()).isEqualTo("emergency");
            String route = action.get("samples").asString();
            assertThat(route).isEqualTo("/api/v1/actions/emergency/samples");
            JsonNode samples = console.get(route);
            assertThat(samples.at("/items/0/sessions").asInt()).isEqualTo(3);
            assertThat(samples.get("complete").asBoolean()).isFalse();
            assertThat(samples.get("target").asString()).isEqualTo("db");
            assertThat(store.count("saved_samples")).isEqualTo(3);
            assertThat(store.count("saved_actions")).isEqualTo(1);
        }
    }

    @Test
    void a_console_that_starts_within_the_period_saves_what_was_missed() throws Exception {
        sample(100);
        result("emergency", "R1", false);
        AWAIT.until(() -> store.count("saved_samples") == 1);
        console.close();
        sample(50, 0);
        console = ConsoleClient.start(bootstrap, prefix, Stream.empty(), store.arguments());
        AWAIT.untilAsserted(() -> assertThat(ages(console.get("/api/v1/actions/emergency/samples")))
                .containsExactly(100L, 50L, 0L));
    }

    @Test
    void the_saved_samples_are_written_as_a_file_with_the_events_of_their_topic() throws Exception {
        for (int age = 30; age > 0; age--) {
            sample(age);
        }
        result("emergency", "R1", false);
        AWAIT.until(() -> store.count("saved_samples") == 30);
        HttpResponse<String> file = console.send("/api/v1/actions/emergency/samples?format=jsonl");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("connwarden-db.jsonl");
        List<String> kept =
                console.send("/api/v1/targets/db/samples/export").body().lines().toList();
        assertThat(file.body().lines()).isEqualTo(kept).hasSize(30);
    }

    @Test
    void no_samples_are_saved_for_a_dry_run_and_for_another_rule() throws Exception {
        sample(2);
        result("watched", "R1", true);
        result("cleanup", "R2", false);
        AWAIT.untilAsserted(
                () -> assertThat(console.get("/api/v1/actions").get("items")).hasSize(2));
        for (String id : List.of("watched", "cleanup")) {
            assertThat(console.get("/api/v1/actions/" + id).get("samples").isNull())
                    .isTrue();
            assertThat(console.send("/api/v1/actions/" + id + "/samples").statusCode())
                    .isEqualTo(404);
        }
        result("emergency", "R1", false);
        AWAIT.until(() -> store.count("saved_samples") == 1);
        assertThat(store.count("saved_actions")).isEqualTo(1);
    }

    @Test
    void an_action_that_left_the_memory_is_found_and_its_target_is_checked() throws Exception {
        store.run("INSERT INTO saved_actions VALUES ('old', 'command-of-old', 'db', '" + now.minusSeconds(9_000)
                + "', '" + now.minusSeconds(8_700) + "')");
        JsonNode samples = console.get("/api/v1/actions/command-of-old/samples");
        assertThat(samples.get("actionId").asString()).isEqualTo("old");
        assertThat(samples.get("complete").asBoolean()).isTrue();
        String token = TestTokens.shared().create(Set.of(Scope.READ), Set.of("other"), null);
        HttpResponse<String> hidden = console.send("/api/v1/actions/old/samples", "Authorization", "Bearer " + token);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(console.send("/api/v1/actions/old/samples?format=xml").body())
                .contains("'format'");
    }

    @Test
    void without_a_log_store_the_answer_tells_what_is_missing() throws Exception {
        sample(2);
        result("emergency", "R1", false);
        try (ConsoleClient without = ConsoleClient.start(bootstrap, prefix, Stream.empty())) {
            AWAIT.untilAsserted(() ->
                    assertThat(without.get("/api/v1/actions").get("items")).hasSize(1));
            assertThat(without.get("/api/v1/actions/emergency").get("samples").isNull())
                    .isTrue();
            HttpResponse<String> answer = without.send("/api/v1/actions/emergency/samples");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("connwarden.console.log-store.url");
        }
    }

    @Test
    void a_role_without_the_privilege_is_reported_once_and_the_samples_are_saved_later(CapturedOutput output)
            throws Exception {
        store.run("REVOKE INSERT ON saved_samples FROM " + store.role());
        sample(100, 2);
        result("emergency", "R1", false);
        AWAIT.until(() -> output.getAll().contains("cannot be saved in the log store"));
        sample(0);
        AWAIT.untilAsserted(
                () -> assertThat(console.get("/api/v1/targets/db/samples").get("items"))
                        .hasSize(3));
        store.run("GRANT INSERT ON saved_samples TO " + store.role());
        AWAIT.until(() -> store.count("saved_samples") == 3);
        assertThat(output.getAll().split("cannot be saved in the log store", -1))
                .hasSize(2);
    }

    private void sample(int... ages) throws Exception {
        for (int age : ages) {
            Instant time = now.minusSeconds(age);
            source.send(prefix + "sessions", "s" + age, time, Snapshots.idle("db", time, 3));
        }
    }

    private void result(String id, String rule, boolean isDryRun) throws Exception {
        Result result = Result.builder(
                        "db",
                        CommandOutcome.COMPLETED,
                        new DecisionReason(rule, "2 of 96 sessions selected"),
                        now.minusSeconds(2),
                        now)
                .action(Action.EMERGENCY)
                .command("/team", "command-of-" + id)
                .dryRun(isDryRun)
                .build();
        source.send(prefix + "results", id, now, result);
    }

    private List<Long> ages(JsonNode samples) {
        return samples.get("items")
                .valueStream()
                .map(item -> Duration.between(
                                Instant.parse(item.get("capturedAt").asString()), now)
                        .toSeconds())
                .toList();
    }
}
