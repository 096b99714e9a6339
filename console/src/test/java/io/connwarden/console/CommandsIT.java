package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The routes that act, on a real broker with an actuator that answers as the test defines. */
class CommandsIT {
    private static final String PREFIX = "console-commands.";
    private static final String SESSION = "{\"pid\": 4711, \"backendStart\": \"2026-11-28T17:10:46.123456Z\"}";
    private static final String NAMED = "{\"reason\": \"test\", \"sessions\": [" + SESSION + "]}";

    private static ConsoleWithActuator fixture;
    private static StubActuator actuator;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        fixture = ConsoleWithActuator.start(PREFIX);
        actuator = fixture.actuator();
        client = fixture.client();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void answerEachCommand() {
        actuator.answer(command -> Optional.of(StubActuator.completed(command).build()));
    }

    @Test
    void a_cleanup_is_a_dry_run_with_the_defaults_of_the_command() throws Exception {
        String key = UUID.randomUUID().toString();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        JsonNode answer = json(client.post("/api/v1/targets/alpha/cleanup?wait=30", key, ""), 200);
        Instant after = Instant.now();
        Command command = actuator.received(key).get(0);
        assertThat(command.dryRun()).isTrue();
        assertThat(command.target()).isEqualTo("alpha");
        assertThat(command.requestedBy()).isEqualTo("tester");
        assertThat(command.reason()).isEqualTo("cleanup requested over HTTP");
        assertThat(command.parameters()).isEqualTo(new CommandParameters.Cleanup(15, 10));
        assertThat(command.expiresAt()).isBetween(before.plusSeconds(120), after.plusSeconds(120));
        assertThat(answer.get("target").asString()).isEqualTo("alpha");
        assertThat(answer.at("/data/commandId").asString()).isEqualTo(key);
        assertThat(answer.at("/data/dryRun").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"emergency", "auto", "resume"})
    void a_request_acts_if_it_says_so(String verb) throws Exception {
        HttpResponse<String> response =
                client.send("POST", "/api/v1/targets/alpha/" + verb + "?dryRun=false&wait=30", "");
        json(response, 200);
        String key = response.headers().firstValue("Idempotency-Key").orElseThrow();
        assertThat(actuator.received(key)).singleElement().satisfies(command -> {
            assertThat(command.dryRun()).isFalse();
            assertThat(command.parameters().action().name()).isEqualToIgnoringCase(verb);
        });
    }

    @Test
    void the_same_request_under_the_same_key_gets_the_same_result() throws Exception {
        String key = UUID.randomUUID().toString();
        String path = "/api/v1/targets/alpha/terminate?dryRun=false&wait=30";
        JsonNode first = json(client.post(path, key, NAMED), 200);
        JsonNode second = json(client.post(path, key, NAMED), 200);
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(actuator.received(key))
                .extracting(EventCodec.instance()::digest)
                .containsOnly(first.at("/data/commandDigest").asString());
    }

    @Test
    void another_request_under_the_same_key_is_refused_and_not_sent() throws Exception {
        String key = UUID.randomUUID().toString();
        json(client.post("/api/v1/targets/alpha/emergency?wait=30", key, ""), 200);
        assertThat(problem(client.post("/api/v1/targets/alpha/emergency?dryRun=false", key, ""), 409))
                .contains(key);
        assertThat(actuator.received(key)).hasSize(1);
    }

    @Test
    void a_command_without_a_result_in_time_is_accepted_with_the_location_of_its_result() throws Exception {
        actuator.answer(command -> Optional.empty());
        String key = UUID.randomUUID().toString();
        HttpResponse<String> response = client.post("/api/v1/targets/alpha/emergency?wait=0", key, "{}");
        assertThat(json(response, 202).get("commandId").asString()).isEqualTo(key);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/actions/" + key);
    }

    @ParameterizedTest
    @CsvSource({"REJECTED,422", "EXPIRED,504", "FAILED,502"})
    void a_command_that_was_not_completed_is_a_problem_with_its_result(CommandOutcome outcome, int status)
            throws Exception {
        actuator.answer(command -> Optional.of(
                StubActuator.result(command, outcome, "paused by anna").build()));
        String key = UUID.randomUUID().toString();
        HttpResponse<String> response = client.post("/api/v1/targets/alpha/auto?wait=30", key, "");
        assertThat(problem(response, status)).contains(outcome.name(), "paused by anna");
        assertThat(json(response, status).get("commandId").asString()).isEqualTo(key);
        if (status >= 500) {
            assertThat(problem(response, status)).contains(key);
        }
        assertThat(json(response, status).at("/result/outcome").asString()).isEqualTo(outcome.name());
    }

    @Test
    void a_key_that_another_console_has_used_for_another_command_is_a_conflict() throws Exception {
        String key = UUID.randomUUID().toString();
        actuator.answer(command -> Optional.of(StubActuator.result(command, CommandOutcome.COMPLETED, "of the other")
                .commandDigest("0".repeat(64))
                .build()));
        json(client.post("/api/v1/targets/alpha/emergency?wait=3", key, ""), 202);
        actuator.answer(
                command -> Optional.of(StubActuator.result(command, CommandOutcome.REJECTED, "used by another command")
                        .build()));
        actuator.eventIds(command -> Result.REJECTION_ID_PREFIX + command.id().id());
        try {
            assertThat(problem(client.post("/api/v1/targets/alpha/emergency?wait=30", key, ""), 409))
                    .contains("used by another command");
        } finally {
            actuator.eventIds(StubActuator::resultId);
        }
    }

    @Test
    void a_pause_by_label_at_a_recurring_time_is_sent_and_listed_also_between_its_times() throws Exception {
        PauseWindow window = new PauseWindow("0 0 2 * * SUN", "Europe/Berlin", 90);
        UUID id = UUID.randomUUID();
        Instant from = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plusSeconds(5_400);
        actuator.answer(command -> Optional.of(StubActuator.completed(command)
                .pauses(List.of(new PauseSummary(
                        "*", "ann", "upgrade", from, until, id, Map.of("env", "prod"), window, from, null)))
                .build()));
        String key = UUID.randomUUID().toString();
        String body = """
            {"reason": "upgrade", "labels": {"env": "prod"},
             "window": {"cron": "0 0 2 * * SUN", "zone": "Europe/Berlin", "durationMinutes": 90}}\
            """;
        json(client.post("/api/v1/targets/*/pause?dryRun=false&wait=30", key, body), 200);
        assertThat(actuator.received(key))
                .singleElement()
                .satisfies(command -> assertThat(command.parameters())
                        .isEqualTo(new CommandParameters.Pause(null, Map.of("env", "prod"), window)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.get("/api/v1/pauses").body())
                        .contains(
                                id.toString(),
                                "\"requestedBy\":\"ann\"",
                                "\"env\":\"prod\"",
                                "Europe/Berlin",
                                "\"from\":\"" + from,
                                "\"state\":\"scheduled\""));
        String end = UUID.randomUUID().toString();
        actuator.answer(command ->
                Optional.of(StubActuator.completed(command).pauses(List.of()).build()));
        json(client.post("/api/v1/targets/*/resume?dryRun=false&wait=30", end, "{\"pauseId\": \"" + id + "\"}"), 200);
        assertThat(actuator.received(end))
                .singleElement()
                .satisfies(command -> assertThat(command.parameters()).isEqualTo(new CommandParameters.Resume(id)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(client.get("/api/v1/pauses").body()).doesNotContain(id.toString()));
    }

    @Test
    void the_change_of_the_only_session_is_a_conflict() throws Exception {
        actuator.answer(command -> Optional.of(StubActuator.completed(command)
                .sessions(List.of(SessionReport.builder(4711, SessionOutcome.CHANGED, "a transaction began")
                        .build()))
                .build()));
        String key = UUID.randomUUID().toString();
        HttpResponse<String> response = client.post("/api/v1/targets/alpha/terminate?dryRun=false&wait=30", key, NAMED);
        assertThat(problem(response, 409)).contains("a transaction began");
        assertThat(json(response, 409).at("/result/sessions/0/pid").asInt()).isEqualTo(4711);
        JsonNode cleanup = json(client.send("POST", "/api/v1/targets/alpha/cleanup?dryRun=false&wait=30", ""), 200);
        assertThat(cleanup.at("/data/sessions/0/outcome").asString())
                .as("the request named no session")
                .isEqualTo("CHANGED");
    }

    @Test
    void an_override_needs_its_scope() throws Exception {
        String body = NAMED.replace("\"reason\"", "\"override\": [\"G5\"], \"reason\"");
        HttpResponse<String> response = client.send(
                "POST",
                "/api/v1/targets/alpha/terminate",
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "o1",
                "Authorization",
                "Bearer " + TestTokens.shared().with(Scope.READ, Scope.OPERATE));
        assertThat(problem(response, 403)).contains("override");
        assertThat(actuator.received("o1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cleanup | {\"maxTerminations\": 0} | maxTerminations must be at least 1",
                "cleanup | {\"maxTerminations\": \"5\"} | maxTerminations must be an integer",
                "cleanup | {\"idleThresholdMinutes\": 0} | idleThresholdMinutes must be above 0",
                "cleanup | {\"idleThresholdMinutes\": 1e999} | number is too large",
                "cleanup | {\"idleMinutes\": 5} | 'idleMinutes' is not a field of cleanup",
                "cleanup | {\"maxTerminations\": 1, \"maxTerminations\": 2} | Duplicate",
                "cleanup | {\"dryRun\": false} | 'dryRun' is not a field",
                "cleanup | {\"reason\": \"\"} | reason must not be empty",
                "cleanup | [] | must be a JSON object",
                "cleanup | {\"reason\": \"x\" | must be JSON",
                "emergency | {\"sessions\": []} | 'sessions' is not a field of emergency",
                "emergency | {\"expiresAt\": \"tomorrow\"} | expiresAt must be a timestamp",
                "emergency | {\"expiresAt\": \"2026-01-01T00:00:00Z\"} | 'expiresAt' must be in the future, was"
                        + " 2026-01-01",
                "pause | {\"reason\": \"x\", \"until\": \"2026-01-01T00:00:00Z\"} | 'until' must be in the future",
                "pause | {\"reason\": \"x\", \"window\": {\"cron\": \"0 0 2 * *\", \"zone\": \"UTC\","
                        + " \"durationMinutes\": 5}} | window.cron must be six fields",
                "pause | {\"reason\": \"x\", \"window\": {\"cron\": \"0 0 2 * * *\", \"zone\": \"Mars\","
                        + " \"durationMinutes\": 5}} | window.zone must be a time zone",
                "emergency | {\"requestedBy\": \"root\"} | 'requestedBy' is not a field",
                "terminate | {\"reason\": \"x\"} | sessions is missing",
                "terminate | {\"sessions\": []} | 'reason' must be given",
                "terminate | {\"reason\": \"x\", \"sessions\": []} | sessions must have at least 1 item",
                "terminate | {\"reason\": \"x\", \"sessions\": [{\"pid\": -1}]} | backendStart is missing",
                "terminate | {\"reason\": \"x\", \"sessions\": 7} | sessions must be an array",
                "cancel | {\"reason\": \"x\", \"override\": [\"G1\"], \"sessions\": [" + SESSION
                        + "]} | must be one of G4, G5",
                "pause | {} | 'reason' must be given",
                "pause | {\"reason\": \"x\", \"labels\": {\"env\": \"prod\"}} | target must be *",
                "pause | {\"reason\": \"x\", \"window\": {\"cron\": \"0 0 2 * * *\"}} | zone is missing",
                "resume | {\"pauseId\": \"x\"} | pauseId must be"
            })
    void an_invalid_body_is_answered_with_a_problem_that_names_the_field(String verb, String body, String named)
            throws Exception {
        assertThat(problem(client.post("/api/v1/targets/alpha/" + verb, "invalid", body), 400))
                .contains(named);
        assertThat(actuator.received("invalid")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup?dryRun=no,400,dryRun",
        "cleanup?dryRun=false&dryRun=true,400,dryRun",
        "cleanup?dry_run=false,400,dry_run",
        "cleanup?wait=31,400,wait",
        "cleanup?wait=soon,400,wait",
        "nothing,404,nothing"
    })
    void an_invalid_parameter_is_answered_with_a_problem_that_names_it(String path, int status, String named)
            throws Exception {
        assertThat(problem(client.post("/api/v1/targets/alpha/" + path, "invalid", ""), status))
                .contains(named);
        assertThat(actuator.received("invalid")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded,,Content-Type must be application/json",
        "multipart/form-data; boundary=x,,Content-Type must be application/json",
        "application/json;charset=utf-16,,Content-Type must be application/json in UTF-8",
        "application/json,gzip,Content-Encoding must be absent"
    })
    void a_body_of_another_type_or_encoding_is_refused(String type, String encoding, String named) throws Exception {
        HttpResponse<String> response = client.send(
                "POST",
                "/api/v1/targets/alpha/cleanup",
                "{}",
                "Content-Type",
                type,
                "Content-Encoding",
                encoding == null ? "identity" : encoding);
        assertThat(problem(response, 415)).contains(named);
    }

    @Test
    void a_body_that_is_too_deep_or_no_json_or_no_text_is_refused() throws Exception {
        String deep = "{\"reason\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(problem(client.post("/api/v1/targets/alpha/cleanup", "invalid", deep), 400))
                .contains("must be JSON");
        assertThat(problem(
                        client.send("POST", "/api/v1/targets/alpha/cleanup", "reason=x", "Content-Type", "text/plain"),
                        415))
                .contains("application/json");
        assertThat(problem(client.post("/api/v1/targets/alpha/cleanup", "a b", "{}"), 400))
                .contains("Idempotency-Key");
        assertThat(problem(client.post("/api/v1/targets/alpha/cleanup", "alertmanager-1", "{}"), 400))
                .contains("reserved", "another key");
        assertThat(actuator.received("alertmanager-1")).isEmpty();
        assertThat(problem(client.post("/api/v1/targets/al%20pha/cleanup", "invalid", "{}"), 400))
                .contains("target must be");
        assertThat(problem(client.post("/api/v1/targets/*/cleanup", "invalid", "{}"), 400))
                .contains("target must be");
        assertThat(actuator.received("invalid")).isEmpty();
    }
}
