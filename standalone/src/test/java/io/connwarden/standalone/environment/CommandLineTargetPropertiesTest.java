package io.connwarden.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class CommandLineTargetPropertiesTest {
    private static final TargetSettings TARGET =
            TargetSettings.of("orders-db", "jdbc:postgresql://db/orders", "warden", null);

    /** A file that arms its first target, after a dry run of all. */
    private static final Map<String, Object> FILE = Map.of(
            "connwarden.policy.dry-run", "true",
            "connwarden.targets[0].policy.dry-run", "false",
            "connwarden.targets[0].policy.mode", "act");

    @Test
    void a_dry_run_signals_no_session_although_the_file_arms_its_first_target() {
        assertThat(isDryRun(true)).isTrue();
        assertThat(isDryRun(false)).isFalse();
    }

    private static boolean isDryRun(boolean dryRun) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("file", FILE));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "command line", Map.copyOf(CommandLineTargetProperties.of(TARGET, dryRun))));
        return ActuatorConfiguration.read(environment)
                .targets()
                .find("orders-db")
                .orElseThrow()
                .policy()
                .dryRun();
    }
}
