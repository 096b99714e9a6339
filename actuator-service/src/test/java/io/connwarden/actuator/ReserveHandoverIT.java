package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.ConnectionLeak;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two actuators and a full server. One of them occupies a reserved slot and reads no topic. The other one reads the
 * commands and cannot connect.
 */
class ReserveHandoverIT {
    private static final String RESERVE_ROLE = "rescuer";

    @Test
    void the_instance_in_the_reserved_slot_executes_the_command_that_the_other_instance_has_read() {
        try (PostgresServer target = PostgresServer.start(PostgresServerOptions.standard()
                        .withMaxConnections(20)
                        .withSetting("reserved_connections", "2"));
                ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            ActuatorTestEnvironment.createRoles(target);
            ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"))
                    .execute("CREATE ROLE " + RESERVE_ROLE
                            + " LOGIN IN ROLE pg_monitor, pg_signal_backend, pg_use_reserved_connections");
            String url = target.jdbcUrlWithoutUser("postgres");
            try (ConnectionLeak leak = ConnectionLeak.start(url + "?user=" + ActuatorTestEnvironment.APPLICATION_ROLE);
                    ConfigurableApplicationContext holder =
                            start(environment, leak, url, "spring.kafka.bootstrap-servers=127.0.0.1:1")) {
                await("the holder of the reserved slot")
                        .atMost(ActuatorTestEnvironment.MAX_WAIT)
                        .untilAsserted(
                                () -> assertThat(rolesOfActuators(target)).containsExactly(RESERVE_ROLE));
                try (ConfigurableApplicationContext reader = start(environment, leak, url)) {
                    String id = environment.send(command(TARGET, new CommandParameters.Emergency(), false));

                    Map<String, Object> completed = await("the completion of the command")
                            .atMost(ActuatorTestEnvironment.MAX_WAIT)
                            .until(() -> completed(environment, id), rows -> !rows.isEmpty())
                            .get(0);

                    assertThat(completed).containsEntry("outcome", "COMPLETED");
                    assertThat((Integer) completed.get("terminated_count"))
                            .as("terminated sessions")
                            .isPositive();
                    assertThat(List.of(holder, reader)).allMatch(ConfigurableApplicationContext::isRunning);
                }
            }
        }
    }

    private static ConfigurableApplicationContext start(
            ActuatorTestEnvironment environment, ConnectionLeak leak, String url, String... more) {
        leak.awaitFullServer();
        String[] arguments = new String[more.length + 2];
        arguments[0] = "connwarden.targets[0].url=" + url;
        arguments[1] = "connwarden.targets[0].reserve-user=" + RESERVE_ROLE;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return environment.startActuator(arguments);
    }

    private static List<Map<String, Object>> completed(ActuatorTestEnvironment environment, String id) {
        return environment.store.queryForList(
                "SELECT outcome, terminated_count FROM commands WHERE id = ? AND state = 'DONE'", id);
    }

    private static List<String> rolesOfActuators(PostgresServer target) {
        return ActuatorTestEnvironment.jdbc(target.jdbcUrl("postgres"))
                .queryForList(
                        "SELECT usename::text FROM pg_stat_activity WHERE application_name = 'connwarden-actuator'",
                        String.class);
    }
}
