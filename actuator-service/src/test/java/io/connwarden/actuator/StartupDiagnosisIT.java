package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
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

    @Test
    void a_log_store_of_another_version_is_named_and_the_start_waits(CapturedOutput output) {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            try (ConfigurableApplicationContext first = environment.startActuator()) {
                assertThat(first.isRunning()).isTrue();
                environment.execute(new CommandParameters.Status());
            }
            Integer checksum = environment.store.queryForObject(
                    "SELECT checksum FROM flyway_schema_history WHERE version = '1'", Integer.class);
            environment.store.update("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
            try (ConfigurableApplicationContext second = environment.startActuator()) {
                await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                        .untilAsserted(() -> assertThat(output)
                                .contains("the tables of the log store were created by another version of Connwarden"));
                environment.store.update("UPDATE flyway_schema_history SET checksum = ?", checksum);
                environment.execute(new CommandParameters.Status());
                assertThat(second.isRunning()).isTrue();
            }
        }
    }
}
