package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The record of changed settings by an actuator that starts with others. */
class ChangedSettingsIT {

    @Test
    void an_actuator_that_starts_with_another_policy_records_each_change() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            start(environment, "connwarden.policy.mode=watch");
            assertThat(changes(environment)).isEmpty();
            start(environment, "connwarden.policy.mode=act");
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .untilAsserted(() -> assertThat(changes(environment))
                            .containsExactly(
                                    "[{\"key\": \"policy.mode\", \"after\": \"act\", \"before\": \"watch\"}]"));
        }
    }

    private static void start(ActuatorTestEnvironment environment, String setting) {
        try (ConfigurableApplicationContext actuator = environment.startActuator(setting)) {
            assertThat(actuator.isRunning()).isTrue();
            // The tables are created in the background.
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .ignoreExceptions()
                    .until(() -> environment.store.queryForObject(
                                    "SELECT count(*) FROM target_settings WHERE settings ->> 'policy.mode' = ?",
                                    Integer.class,
                                    setting.substring(setting.indexOf('=') + 1))
                            > 0);
        }
    }

    private static List<String> changes(ActuatorTestEnvironment environment) {
        return environment.store.queryForList(
                "SELECT DISTINCT (details -> 'changes')::text FROM connection_logs"
                        + " WHERE event_type = 'CONFIGURATION_CHANGED'",
                String.class);
    }
}
