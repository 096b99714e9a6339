package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.SharedInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartupDiagnosisIT {

    @Test
    void every_target_is_diagnosed_for_monitoring_in_the_log_and_a_metric(CapturedOutput output) throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard())) {
            run(server, "CREATE ROLE watcher LOGIN IN ROLE pg_monitor", "CREATE ROLE blind LOGIN");
            try (ConfigurableApplicationContext monitor = monitor(server.jdbcUrlWithoutUser("postgres"))) {
                MeterRegistry registry = monitor.getBean(MeterRegistry.class);
                // Longer than the doctor takes to come again when he was not let in.
                await().atMost(Duration.ofSeconds(150)).untilAsserted(() -> {
                    assertThat(states(registry, "blind")).containsExactly("not_ready");
                    assertThat(states(registry, "seen")).containsExactly("ready");
                });
                assertThat(output)
                        .contains("Doctor: target seen is ready")
                        .contains("Doctor: target blind is not ready. visibility: role blind sees")
                        .contains("GRANT pg_monitor TO \"blind\"; (as a superuser)");
            }
        }
    }

    private static ConfigurableApplicationContext monitor(String url) {
        return MonitorApplication.builder()
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers="
                                + SharedInfrastructure.kafka().bootstrapServers(),
                        "--connwarden.topics.prefix=doctor-at-start.",
                        "--connwarden.targets[0].id=seen",
                        "--connwarden.targets[0].url=" + url,
                        "--connwarden.targets[0].user=watcher",
                        "--connwarden.targets[1].id=blind",
                        "--connwarden.targets[1].url=" + url,
                        "--connwarden.targets[1].user=blind");
    }

    /** Returns the states for which the metric is 1. */
    private static List<String> states(MeterRegistry registry, String target) {
        return registry.get("connwarden.doctor.target.readiness").tag("target", target).gauges().stream()
                .filter(gauge -> gauge.value() == 1)
                .map(gauge -> Objects.requireNonNull(gauge.getId().getTag("state")))
                .toList();
    }

    private static void run(PostgresServer server, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
