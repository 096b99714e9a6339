package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.jdbc;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A target on which the catalog is closed to PUBLIC. */
@ExtendWith(OutputCaptureExtension.class)
class ClosedCatalogIT {
    private static final String GRANT =
            "GRANT SELECT ON pg_catalog.pg_roles TO \"" + ActuatorTestEnvironment.ACTUATOR_ROLE + "\"";

    @Test
    void a_missing_privilege_fails_a_command_at_once_and_alerts_until_it_is_granted(CapturedOutput output) {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard());
                ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            ActuatorTestEnvironment.createRoles(server);
            JdbcTemplate superuser = jdbc(server.jdbcUrl("postgres"));
            superuser.execute("REVOKE SELECT ON pg_catalog.pg_roles FROM PUBLIC");
            try (ConfigurableApplicationContext actuator = environment.startActuator(
                    "connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                    // Longer than the wait for the result.
                    "connwarden.actuator.target-retry-timeout=1h",
                    "connwarden.alerting.faults.check-interval=1s")) {
                Result refused = environment.execute(cleanup());
                assertThat(refused.outcome()).isEqualTo(CommandOutcome.FAILED);
                assertThat(refused.decision().reason())
                        .contains("the role lacks a privilege on the system catalog")
                        .contains("as a superuser in database postgres: " + GRANT);
                Alert firing = awaitAlert(environment, AlertStatus.FIRING);
                assertThat(firing.description()).contains(GRANT);
                assertThat(output).contains(GRANT);

                superuser.execute(GRANT);
                awaitAlert(environment, AlertStatus.RESOLVED);
                assertThat(environment.execute(cleanup()).outcome()).isNotEqualTo(CommandOutcome.FAILED);
                assertThat(actuator.isRunning()).isTrue();
            }
        }
    }

    @Test
    void a_closed_catalog_is_answered_as_unreachable_with_the_grant_and_not_as_critical() {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard());
                ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            ActuatorTestEnvironment.createRoles(server);
            jdbc(server.jdbcUrl("postgres")).execute("REVOKE EXECUTE ON FUNCTION pg_stat_get_activity FROM PUBLIC");
            try (ConfigurableApplicationContext actuator = environment.startActuator(
                    "connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                    "connwarden.actuator.target-retry-timeout=1h")) {
                Result health = environment.execute(new CommandParameters.Health());
                assertThat(health.health()).isNotNull();
                assertThat(health.health().status()).isEqualTo(HealthStatus.UNREACHABLE);
                assertThat(health.health().reason())
                        .contains("GRANT EXECUTE ON FUNCTION pg_catalog.pg_stat_get_activity(integer)");
                assertThat(health.health().recommendations())
                        .singleElement()
                        .asString()
                        .contains("Execute the GRANT")
                        .doesNotContain("pg_hba");
                assertThat(actuator.isRunning()).isTrue();
            }
        }
    }

    private static CommandParameters cleanup() {
        return new CommandParameters.Cleanup(15, 10);
    }

    private static Alert awaitAlert(ActuatorTestEnvironment environment, AlertStatus status) {
        return environment
                .alerts
                .awaitOne(alert -> alert.target().equals(TARGET)
                        && alert.name().equals("PrivilegeMissing")
                        && alert.state() == status)
                .data();
    }
}
