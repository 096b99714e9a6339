package io.connwarden.standalone.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.standalone.target.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConfiguredTargetsTest {

    @Test
    void the_target_of_the_command_line_does_not_count() {
        assertThat(read(Map.of())).isEqualTo(new ConfiguredTargets(List.of(), false));
        assertThatCode(() -> read(Map.of("connwarden.policy.mode", "act")).requireOnly("orders"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_target_with_the_same_id_or_without_an_id_belongs_to_the_server_of_the_command_line() {
        ConfiguredTargets same =
                read(Map.of("connwarden.targets[0].id", "orders", "connwarden.targets[0].policy.mode", "watch"));
        assertThat(same.hasMode()).isTrue();
        assertThatCode(() -> same.requireOnly("orders")).doesNotThrowAnyException();
        assertThatCode(() -> read(Map.of("connwarden.targets[0].policy.dry-run", "true"))
                        .requireOnly("orders"))
                .doesNotThrowAnyException();
    }

    @Test
    void the_settings_of_another_server_are_rejected() {
        assertThatThrownBy(() -> read(Map.of("connwarden.targets[0].id", "billing", "connwarden.targets[0].url", "u"))
                        .requireOnly("orders"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("connwarden.targets of the configuration has billing, and guard runs for 'orders' only, the"
                        + " server of --url. Settings of another target must not apply to it. If it is this server,"
                        + " give --id billing. Otherwise move its settings to connwarden.policy and"
                        + " connwarden.thresholds.");
        assertThatThrownBy(
                        () -> read(Map.of("connwarden.targets[0].id", "orders", "connwarden.targets[1].id", "billing"))
                                .requireOnly("orders"))
                .hasMessageContaining("has orders, billing, and guard runs for 'orders' only")
                .hasMessageContaining("Give guard a file without connwarden.targets, or with this target alone.");
    }

    private static ConfiguredTargets read(Map<String, Object> file) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(
                        "--connwarden.targets[0].id=orders",
                        "--connwarden.targets[0].policy.mode=act",
                        "--connwarden.targets[0].url=jdbc:postgresql://db/orders"));
        environment.getPropertySources().addLast(new MapPropertySource("Config resource 'a file'", file));
        return ConfiguredTargets.read(environment);
    }
}
