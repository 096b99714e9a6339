package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.testing.SharedInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A monitor that publishes no snapshots: health is shown, and the routes of sessions name the setting. */
class SnapshotsDisabledIT {
    private static final String PREFIX = "snapshots-disabled-it.";

    @TempDir
    private Path folder;

    @Test
    void the_routes_of_sessions_name_the_setting_and_the_others_answer() throws Exception {
        String kafka = SharedInfrastructure.kafka().bootstrapServers();
        String token = ConsoleTokens.create(
                folder.resolve("tokens"),
                new ConsoleTokens.Grant("viewer", Set.of("read"), Set.of(), Map.of(), null),
                Instant.now());
        try (ConfigurableApplicationContext monitor = start(kafka)) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                HttpResponse<String> target = send(monitor, token, "");
                assertThat(target.statusCode()).as(target.body()).isEqualTo(200);
                assertThat(target.body()).contains("\"serverStartedAt\":\"");
            });
            for (String route : List.of("sessions", "samples", "samples/export", "applications", "blockers")) {
                HttpResponse<String> answer = send(monitor, token, "/" + route);
                assertThat(answer.statusCode()).as(route).isEqualTo(404);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body()).contains("connwarden.monitor.sessions.enabled");
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
                assertThat(admin.listTopics().names().get())
                        .contains(PREFIX + "health")
                        .doesNotContain(PREFIX + "sessions");
            }
        }
    }

    private ConfigurableApplicationContext start(String kafka) {
        return MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--connwarden.topics.prefix=" + PREFIX,
                        "--connwarden.console.tokens-file=" + folder.resolve("tokens"),
                        "--connwarden.doctor.at-start=false",
                        "--connwarden.monitor.sessions.enabled=false",
                        "--connwarden.monitor.health-check-interval=1s",
                        "--connwarden.monitor.critical-interval=1s",
                        "--connwarden.targets[0].id=seen",
                        "--connwarden.targets[0].url="
                                + SharedInfrastructure.postgres().jdbcUrlWithoutUser("postgres"),
                        "--connwarden.targets[0].user=postgres");
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext monitor, String token, String path)
            throws Exception {
        String port = monitor.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/targets/seen" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
