package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The endpoints of the guide, on a real broker with an actuator that answers as the test defines. */
class GuideIT {
    private static final String PREFIX = "console-guide.";
    private static final String FUNCTION = "/functions/v1/connection-monitor";
    private static final ExecutorService READERS = Executors.newFixedThreadPool(100);
    private static final String ORIGIN = "https://app.example.org";

    private static ConsoleWithActuator fixture;
    private static StubActuator actuator;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        fixture = ConsoleWithActuator.start(PREFIX, "--connwarden.console.cors.allowed-origins=" + ORIGIN);
        actuator = fixture.actuator();
        client = fixture.client();
        awaitTarget(fixture);
    }

    private static void awaitTarget(ConsoleWithActuator console) throws Exception {
        console.source().send(console.topic("health"), "h1", Instant.now(), health(95, 12, 6));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(json(console.client().get("/api/v1/targets"), 200)
                                .get("items"))
                        .hasSize(1));
    }

    @AfterAll
    static void stop() {
        READERS.shutdownNow();
        fixture.close();
    }

    @BeforeEach
    void answerAsAnActuator() {
        actuator.answer(command -> Optional.of(answer(command)));
    }

    static Stream<String> requests() throws Exception {
        byte[] text;
        try (var file = Objects.requireNonNull(GuideIT.class.getResourceAsStream("/guide-requests.txt"))) {
            text = file.readAllBytes();
        }
        return new String(text, StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void each_request_is_answered_with_its_fields(String line) throws Exception {
        String[] parts = line.split(" +");
        HttpResponse<String> response = client.send(parts[0], parts[1], "");
        JsonNode answer = json(response, Integer.parseInt(parts[2]));
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        for (String field : List.of(parts).subList(3, parts.length)) {
            String[] expected = field.split("=", 2);
            JsonNode value = answer.at(expected[0]);
            assertThat(value.isMissingNode()).as(field + " of " + answer).isFalse();
            if (expected.length == 2) {
                assertThat(value.asString()).isEqualTo(expected[1].replace('~', ' '));
            }
        }
    }

    @Test
    void the_counts_and_the_recommendations_are_those_of_the_latest_sample() throws Exception {
        JsonNode answer = json(client.get(FUNCTION + "?action=monitor"), 200);
        assertThat(answer.at("/metrics/utilization_pct").asDouble()).isEqualTo(95);
        assertThat(answer.at("/metrics/status").asString()).isEqualTo("CRITICAL");
        assertThat(answer.get("recommendations").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "CRITICAL: Execute emergency cleanup immediately",
                        "Check for connection leaks in application code",
                        "Consider scaling database resources",
                        "12 zombie connections detected - cleanup recommended",
                        "6 long-idle connections - consider timeout adjustment");
    }

    @Test
    void a_cleanup_acts_with_its_parameters_and_their_defaults() throws Exception {
        json(client.get(FUNCTION + "?action=cleanup&idle_threshold=20&max_terminations=7"), 200);
        assertThat(last(CommandParameters.Cleanup.class).parameters()).isEqualTo(new CommandParameters.Cleanup(20, 7));
        json(client.get(FUNCTION + "?action=cleanup&idle_threshold="), 200);
        Command command = last(CommandParameters.Cleanup.class);
        assertThat(command.parameters()).isEqualTo(new CommandParameters.Cleanup(15, 10));
        assertThat(command.dryRun()).isFalse();
        assertThat(command.target()).isEqualTo("alpha");
        assertThat(command.expiresAt()).isBeforeOrEqualTo(Instant.now().plusSeconds(30));
    }

    @Test
    void the_fields_of_a_json_body_are_parameters() throws Exception {
        String[] type = {"Content-Type", "application/json"};
        JsonNode health = json(client.send("POST", FUNCTION, "{\"action\": \"health\"}", type), 200);
        assertThat(health.get("action").asString()).isEqualTo("health");
        String cleanup = "{\"action\": \"cleanup\", \"idle_threshold\": 20, \"max_terminations\": 7}";
        json(client.send("POST", FUNCTION, cleanup, type), 200);
        assertThat(last(CommandParameters.Cleanup.class).parameters()).isEqualTo(new CommandParameters.Cleanup(20, 7));
        int before = actuator.received().size();
        for (String invalid :
                List.of("{\"action\": \"destroy\"}", "{\"action\": true}", "{\"aktion\": \"cleanup\"}", "[]", "{")) {
            assertThat(json(client.send("POST", FUNCTION, invalid, type), 400)
                            .get("error")
                            .asString())
                    .as(invalid)
                    .isNotEmpty();
        }
        json(client.send("POST", FUNCTION + "?action=health", "{\"action\": \"cleanup\"}", type), 400);
        json(client.send("POST", FUNCTION, "{\"action\": \"cleanup\"}", "Content-Type", "text/plain"), 415);
        assertThat(actuator.received()).hasSize(before);
    }

    @Test
    void a_request_without_a_token_is_answered_with_the_field_error() throws Exception {
        JsonNode answer = json(client.get(FUNCTION, "Authorization", "Basic x"), 401);
        assertThat(answer.get("error").asString())
                .isEqualTo(answer.get("detail").asString());
    }

    @Test
    void a_head_request_does_not_act() throws Exception {
        int before = actuator.received().size();
        assertThat(client.send("HEAD", FUNCTION + "?action=emergency", "").statusCode())
                .isEqualTo(405);
        assertThat(actuator.received()).hasSize(before);
    }

    /** The console is a new one, so that no other test has read its state. */
    @Test
    void readers_of_the_state_that_get_no_answer_keep_no_command_waiting() throws Exception {
        try (ConsoleWithActuator unread = ConsoleWithActuator.start(PREFIX + "unread.")) {
            awaitTarget(unread);
            unread.actuator()
                    .answer(command -> command.data().parameters() instanceof CommandParameters.Status
                            ? Optional.empty()
                            : Optional.of(answer(command)));
            String reader = "Bearer " + TestTokens.shared().with(Scope.READ);
            List<CompletableFuture<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                readers.add(CompletableFuture.supplyAsync(() -> statusOfState(unread.client(), reader), READERS));
            }
            JsonNode answer = json(unread.client().get(FUNCTION + "?action=emergency"), 200);
            assertThat(answer.get("success").asBoolean()).isTrue();
            assertThat(readers.stream().map(CompletableFuture::join).toList())
                    .containsOnly(429, 500)
                    .contains(429);
        }
    }

    private static int statusOfState(CommandClient client, String token) {
        try {
            return client.get("/api/admin/connection-pool-pro?action=status", "Authorization", token)
                    .statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void automatic_management_reports_the_rule_as_an_action_of_the_guide() throws Exception {
        JsonNode answer = json(client.get(FUNCTION + "?action=auto"), 200);
        assertThat(answer.get("initial_status").asString()).isEqualTo("CRITICAL");
        assertThat(answer.get("initial_utilization").asDouble()).isEqualTo(95);
        assertThat(answer.at("/actions_taken/0/action").asString()).isEqualTo("emergency_reset");
        assertThat(answer.at("/actions_taken/0/results/0/affected_count").asInt())
                .isEqualTo(1);
        assertThat(answer.at("/final_health/utilizationPercentage").asDouble()).isEqualTo(40);
    }

    @Test
    void a_failure_is_500_with_error_and_details() throws Exception {
        actuator.answer(
                command -> Optional.of(StubActuator.result(command, CommandOutcome.REJECTED, "target is paused by anna")
                        .build()));
        JsonNode answer = json(client.get(FUNCTION + "?action=emergency"), 500);
        assertThat(answer.get("error").asString()).isEqualTo("Internal server error");
        assertThat(answer.get("details").asString()).contains("target is paused by anna");
    }

    @Test
    void a_signal_that_failed_is_no_success_and_keeps_the_counts() throws Exception {
        actuator.answer(command -> Optional.of(StubActuator.result(command, CommandOutcome.FAILED, "1 of 3 failed")
                .terminatedCount(2)
                .sessions(List.of(SessionReport.builder(4711, SessionOutcome.FAILED, "connection lost")
                        .build()))
                .build()));
        JsonNode cleanup = json(client.get(FUNCTION + "?action=cleanup"), 200);
        assertThat(cleanup.get("success").asBoolean()).isFalse();
        assertThat(cleanup.at("/result/terminated_count").asInt()).isEqualTo(2);
        JsonNode emergency = json(client.get(FUNCTION + "?action=emergency"), 200);
        assertThat(emergency.get("success").asBoolean()).isFalse();
        assertThat(emergency.at("/results/0/affected_count").asInt()).isEqualTo(2);
        actuator.answer(command -> Optional.of(StubActuator.completed(command)
                .sessions(List.of(SessionReport.builder(4711, SessionOutcome.CHANGED, "it woke up")
                        .build()))
                .build()));
        JsonNode changed = json(client.get(FUNCTION + "?action=cleanup"), 200);
        assertThat(changed.at("/result/terminated_count").asInt()).isZero();
    }

    @Test
    void a_page_of_a_configured_origin_may_call_the_endpoints() throws Exception {
        HttpResponse<String> preflight =
                client.send("OPTIONS", FUNCTION, "", "Origin", ORIGIN, "Access-Control-Request-Method", "POST");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.body()).isEqualTo("ok");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ORIGIN);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization, x-client-info, apikey, content-type");
        HttpResponse<String> answer = client.get(FUNCTION, "Origin", ORIGIN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        HttpResponse<String> foreign = client.get(FUNCTION, "Origin", "https://attacker.example");
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_setting_restricts_acting_to_post_and_another_names_the_default_target() throws Exception {
        try (ConfigurableApplicationContext strict = ConsoleTestApplication.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                PREFIX,
                "--connwarden.console.guide.get-acts=false",
                "--connwarden.console.default-target=beta")) {
            CommandClient strictClient = new CommandClient(strict);
            HttpResponse<String> refused = strictClient.get(FUNCTION + "?action=emergency");
            assertThat(json(refused, 405).get("error").asString()).contains("get-acts");
            assertThat(refused.headers().firstValue("Allow")).contains("POST");
            json(strictClient.send("POST", FUNCTION + "?action=emergency", ""), 200);
            assertThat(last(CommandParameters.Emergency.class).target()).isEqualTo("beta");
        }
    }

    private static Command last(Class<? extends CommandParameters> type) {
        return actuator.received().stream()
                .map(Event::data)
                .filter(command -> type.isInstance(command.parameters()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Result answer(Event<Command> command) {
        Result.Builder result = StubActuator.completed(command);
        return switch (command.data().parameters().action()) {
            case HEALTH -> result.health(health(40, 0, 0)).build();
            case STATUS ->
                result.targetState(new TargetState(false, null, false, true, 0, 60, 0, 0, Map.of(), "act", null))
                        .build();
            case AUTO ->
                result.decision(new DecisionReason("R1", "slot utilization is 97.9 %"))
                        .terminatedCount(1)
                        .sessions(List.of(SessionReport.builder(4711, SessionOutcome.TERMINATED, "idle for 20 min")
                                .build()))
                        .build();
            default -> result.remainingZombies(3).terminatedCount(2).build();
        };
    }

    private static Health health(int sessions, int zombies, int longIdle) {
        return Health.builder("alpha", HealthStatus.CRITICAL, "few slots are free", Instant.now())
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .activeConnections(12)
                        .idleConnections(sessions - 12)
                        .zombieConnections(zombies)
                        .longIdleConnections(longIdle)
                        .maxConnections(100)
                        .usableConnections(97)
                        .build())
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
    }
}
