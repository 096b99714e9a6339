package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

class ComposeFileTest {
    private static final Map<String, Map<String, Object>> SERVICES = services();

    @Test
    void the_actuator_of_the_compose_file_acts() {
        assertThat(setting("actuator-service", "connwarden.policy.mode")).isEqualTo("act");
    }

    @Test
    void both_services_of_the_compose_file_have_the_same_target_and_roles_of_their_own() {
        for (String key : List.of("id", "url")) {
            String setting = "connwarden.targets[0]." + key;
            assertThat(setting("monitor-service", setting))
                    .isNotEmpty()
                    .isEqualTo(setting("actuator-service", setting));
        }
        assertThat(setting("monitor-service", "connwarden.targets[0].user")).isEqualTo("connwarden_monitor");
        assertThat(setting("actuator-service", "connwarden.targets[0].user")).isEqualTo("connwarden_actuator");
    }

    /** Returns a setting as the service binds it from its environment variables; empty if no variable sets it. */
    private static String setting(String service, String key) {
        MutablePropertySources variables = new MutablePropertySources();
        variables.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment(service)));
        return new Binder(ConfigurationPropertySources.from(variables))
                .bind(key, String.class)
                .orElse("");
    }

    private static Map<String, Object> environment(String service) {
        Map<?, ?> block = (Map<?, ?>)
                Objects.requireNonNull(SERVICES.get(service), service).get("environment");
        Map<String, Object> variables = new HashMap<>();
        Objects.requireNonNull(block, service)
                .forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        return variables;
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml().load(ProjectFiles.text(ProjectFiles.root().resolve("docker-compose.yml")));
        return Objects.requireNonNull(file.get("services"), "services");
    }
}
