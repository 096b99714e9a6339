package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.testing.PgBouncer;
import io.connwarden.testing.RequiredProgram;
import io.connwarden.testing.SharedInfrastructure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A log store behind a pooler in transaction mode. */
@ExtendWith(OutputCaptureExtension.class)
class StorePoolerIT {

    @Test
    void a_log_store_behind_a_pooler_is_refused_at_the_start_and_no_command_is_lost(CapturedOutput output)
            throws Exception {
        RequiredProgram.check(PgBouncer.isInstalled(), "pgbouncer", "pgbouncer");
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                PgBouncer pooler = PgBouncer.start(
                        SharedInfrastructure.postgres().port(),
                        "transaction",
                        List.of("postgres"),
                        "ignore_startup_parameters = extra_float_digits,options")) {
            // No actuator creates the topics before its log store is available.
            environment.createTopic(environment.topics.commands());
            String sent;
            try (ConfigurableApplicationContext refused = environment.startActuator(
                    "spring.datasource.url=" + environment.storeUrlAt(pooler.port()),
                    "spring.datasource.hikari.connection-timeout=1000")) {
                sent = environment.send(new CommandParameters.Status());
                environment.flush();
                await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                        .untilAsserted(() -> assertThat(output)
                                .contains("Consumers are not started, because the log store is unavailable")
                                .contains("a connection pooler is between this service and the log store")
                                .contains("set spring.datasource.url to the address of the server"));
                assertThat(refused.getBean(HealthEndpoint.class)
                                .healthForPath("readiness")
                                .getStatus())
                        .isEqualTo(Status.DOWN);
            }
            try (ConfigurableApplicationContext direct = environment.startActuator()) {
                assertThat(environment.awaitResult(sent).commandId()).isEqualTo(sent);
                assertThat(direct.isRunning()).isTrue();
            }
        }
    }
}
