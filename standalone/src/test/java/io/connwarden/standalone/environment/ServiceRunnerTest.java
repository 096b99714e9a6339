package io.connwarden.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

class ServiceRunnerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "with blank and = and --dashes",
                "${user.home}",
                "a${b:c}d",
                "${",
                "a${b ${c} ${",
                "${${a}}",
                "}$",
                "#{1+1}",
                "\\",
                "\\n",
                "\\${user.home}",
                "\\\\${x}",
                "größe",
                "a,b"
            })
    void a_property_value_reaches_the_service_unchanged(String password) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(
                        ServiceRunner.arguments(Map.of("connwarden.targets[0].password", password))));
        assertThat(Binder.get(environment)
                        .bind("connwarden.targets[0].password", String.class)
                        .orElse(""))
                .isEqualTo(password);
    }
}
