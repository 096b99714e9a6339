package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartupDiagnosisIT {

    @Test
    void a_missing_privilege_is_logged_and_shown_as_a_metric(CapturedOutput output) {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard());
                ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            ActuatorTestEnvironment.jdbc(server.jdbcUrl("postgres"))
                    .execute("CREATE ROLE watcher LOGIN IN ROLE pg_monitor");
            try (ConfigurableApplicationContext actuator = environment.startActuator(
                    "connwarden.doctor.at-start=true",
                    "connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                    "connwarden.targets[0].user=watcher")) {
                MeterRegistry registry = actuator.getBean(MeterRegistry.class);
                // Longer than the retry interval of the diagnosis.
                await().atMost(Duration.ofMinutes(5))
                        .untilAsserted(() -> assertThat(registry.get("connwarden.doctor.target.readiness")
                                        .tags("target", TARGET, "state", "not_ready")
                                        .gauge()
                                        .value())
                                .isEqualTo(1));
                assertThat(output)
                        .contains("Doctor: target " + TARGET + " is not ready. signal privilege:")
                        .contains("GRANT pg_signal_backend TO \"watcher\"; (as a superuser)");
            }
        }
    }
}
