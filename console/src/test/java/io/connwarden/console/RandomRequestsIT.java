package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with random paths, parameters, headers and bodies, many of them of a wrong type or out of range. */
class RandomRequestsIT {
    private static final String PREFIX = "console-random.";
    private static final int REQUESTS = 5_000;
    private static final long SEED = 20_261_129;

    private static final List<String> PATHS = List.of(
            "/api/v1/targets",
            "/api/v1/targets/@",
            "/api/v1/targets/@/sessions",
            "/api/v1/targets/@/samples",
            "/api/v1/targets/@/samples/export",
            "/api/v1/targets/@/applications",
            "/api/v1/targets/@/blockers",
            "/api/v1/targets/@/history",
            "/api/v1/logs",
            "/api/v1/timeline",
            "/api/v1/targets/@/cleanup",
            "/api/v1/targets/@/emergency",
            "/api/v1/targets/@/auto",
            "/api/v1/targets/@/terminate",
            "/api/v1/targets/@/cancel",
            "/api/v1/targets/@/pause",
            "/api/v1/targets/@/resume",
            "/api/v1/actions",
            "/api/v1/actions/@",
            "/api/v1/actions/@/samples",
            "/api/v1/alerts",
            "/api/v1/permissions",
            "/api/v1/plans",
            "/api/v1/plans/@/execute",
            "/api/v1/plans/@/reject",
            "/hooks/alertmanager",
            "/functions/v1/connection-monitor",
            "/api/admin/connection-pool-pro",
            "/api/v1/@",
            "/@");
    private static final List<String> METHODS =
            List.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH");
    private static final List<String> NAMES = List.of(
            "limit",
            "cursor",
            "target",
            "state",
            "at",
            "sort",
            "dryRun",
            "wait",
            "action",
            "blocked",
            "from",
            "to",
            "points",
            "format",
            "class",
            "x",
            "q",
            "application");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "5001",
            "999999999999999999999",
            "1.5",
            "NaN",
            "true",
            "false",
            "null",
            "alpha",
            "*",
            "%00",
            "%FF",
            "%E4%B8%AD",
            "%F0%9F%98%80",
            "..",
            "%2e%2e",
            "a%20b",
            "'%22%3B--",
            "2026-11-29T10:00:00Z",
            "+1000000000-01-01T00:00:00Z",
            "csv",
            "jsonl",
            "Zm9v",
            "%25",
            "AQAAEmcAAAAAAAAAAA",
            "x".repeat(300));
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-400",
            "123456789012345678901234567890",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[null]",
            "[[[[]]]]",
            "\"2026-11-29T10:00:00Z\"",
            "\"5m\"",
            "\"999999d\"",
            "\"" + "x".repeat(2_000) + "\"",
            "{\"pid\": 1}",
            "[{\"pid\": 1, \"backendStart\": \"x\"}]",
            "[{\"sessionId\": \"AQAAEmcAAAAAAAAAAA\"}]",
            "[{\"sessionId\": 7}]",
            "[\"G5\"]",
            "[\"G9\"]",
            "[".repeat(200));
    private static final List<String> FIELDS = List.of(
            "reason",
            "idleThresholdMinutes",
            "maxTerminations",
            "sessions",
            "override",
            "until",
            "duration",
            "expiresAt",
            "version",
            "groupKey",
            "alerts",
            "action",
            "dryRun",
            "x");
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json;charset=utf-16",
            "x");

    private final Random random = new Random(SEED);

    @Test
    void no_request_fails_in_the_server() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of("health", "results", "alerts", "commands", "sessions")
                            .map(name -> new NewTopic(PREFIX + name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        List<String> failures = new ArrayList<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (StubActuator actuator = new StubActuator(bootstrap, PREFIX);
                TestLogStore store = TestLogStore.create("console_random_requests");
                ConfigurableApplicationContext console =
                        ConsoleTestApplication.start(bootstrap, PREFIX, store.arguments())) {
            actuator.answer(
                    command -> Optional.of(StubActuator.completed(command).build()));
            CommandClient client = new CommandClient(console);
            for (int i = 0; i < REQUESTS; i++) {
                String method = oneOf(METHODS);
                String path = path();
                String body = method.equals("GET") || method.equals("HEAD") ? "" : body();
                String type = oneOf(CONTENT_TYPES);
                HttpResponse<String> response = client.send(method, path, body, "Content-Type", type);
                if (response.statusCode() >= 500) {
                    failures.add("request " + i + " of seed " + SEED + ": " + method + " " + path + " " + type + " "
                            + body + " -> " + response.body());
                }
                statuses.merge(response.statusCode(), 1, Integer::sum);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(statuses.keySet())
                .as("statuses %s at %s", statuses, Instant.now())
                .contains(200, 400, 404, 405, 415);
    }

    private String path() {
        StringBuilder path =
                new StringBuilder(oneOf(PATHS).replace("@", random.nextBoolean() ? "alpha" : oneOf(VALUES)));
        int parameters = random.nextInt(4);
        for (int i = 0; i < parameters; i++) {
            path.append(i == 0 ? '?' : '&').append(oneOf(NAMES)).append('=').append(oneOf(VALUES));
        }
        return path.toString();
    }

    private String body() {
        if (random.nextInt(8) == 0) {
            return oneOf(JSON);
        }
        StringBuilder body = new StringBuilder("{");
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            body.append(i == 0 ? "" : ", ")
                    .append('"')
                    .append(oneOf(FIELDS))
                    .append("\": ")
                    .append(oneOf(JSON));
        }
        return body + (random.nextInt(10) == 0 ? "" : "}");
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
