package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The routes that act while Kafka is down. */
class CommandsWithoutKafkaIT {
    private static final String NOTIFICATION = """
        {"version": "4", "groupKey": "g", "alerts": [
          {"status": "firing", "labels": {"target": "alpha"}, "startsAt": "2026-11-29T10:00:00Z"},
          {"status": "firing", "labels": {"target": "beta"}, "startsAt": "2026-11-29T10:00:00Z"}]}
        """;

    @Test
    void a_command_is_refused_within_a_bounded_time_and_reads_go_on() throws Exception {
        try (ConfigurableApplicationContext console =
                ConsoleTestApplication.start("127.0.0.1:" + closedPort(), "without-kafka.")) {
            CommandClient client = new CommandClient(console);
            Instant before = Instant.now();
            HttpResponse<String> refused = client.post("/api/v1/targets/alpha/emergency?dryRun=false", "k1", "");
            assertThat(problem(refused, 503)).contains("Kafka cannot be reached", "'k1'");
            assertThat(json(refused, 503).get("commandId").asString()).isEqualTo("k1");
            JsonNode notified = json(
                    client.send("POST", "/hooks/alertmanager", NOTIFICATION, "Content-Type", "application/json"), 503);
            assertThat(notified.get("detail").asString()).contains("Kafka", "send the notification again");
            assertThat(notified.get("alerts")
                            .valueStream()
                            .map(alert -> alert.get("state").asString()))
                    .containsExactly("FAILED", "FAILED");
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
            json(client.get("/api/v1/targets"), 200);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
