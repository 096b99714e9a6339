package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.configuration.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTest {
    private static final String TARGET = """
            connwarden:
              targets:
                - id: orders-db
                  url: jdbc:postgresql://127.0.0.1:1/orders
                  user: monitor
                  password: open-sesame
            """;

    @TempDir
    Path folder;

    @Test
    void a_misspelt_key_stops_the_start_and_suggests_the_nearest_key(CapturedOutput output) throws IOException {
        assertStartFails(TARGET + "  monitor:\n    healthcheck-intervall: 5s\n");
        assertThat(output)
                .contains("Unknown configuration key 'connwarden.monitor.healthcheck-intervall':"
                        + " did you mean 'connwarden.monitor.health-check-interval'?");
        assertOneSentence(output);
    }

    @Test
    void a_wrong_value_stops_the_start_in_one_sentence(CapturedOutput output) throws IOException {
        assertStartFails(TARGET + "  monitor:\n    health-check-interval: 5 parsecs\n");
        assertThat(output)
                .contains("connwarden.monitor.health-check-interval: the value '5 parsecs' is not allowed:"
                        + " write a duration with its unit, such as 500ms, 30s or 5m.");
        assertOneSentence(output);
    }

    @Test
    void both_passwords_at_once_are_refused_without_quoting_one(CapturedOutput output) throws IOException {
        assertStartFails(TARGET.replace("password: open-sesame", "password: open-sesame\n      password-file: /x"));
        assertThat(output).contains("connwarden.targets[0]: target orders-db: both password and password-file");
        assertOneSentence(output);
    }

    @Test
    void a_configuration_without_targets_stops_the_start(CapturedOutput output) throws IOException {
        assertStartFails("connwarden:\n  topics:\n    prefix: x.\n", "--server.port=0");
        assertThat(output).contains("connwarden.targets must contain at least one target, was empty; set");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void a_missing_password_file_stops_the_start(CapturedOutput output) throws IOException {
        assertStartFails(TARGET.replace("password: open-sesame", "password-file: /nowhere/secret"), "--server.port=0");
        assertThat(output).contains("target orders-db: password file /nowhere/secret cannot be read");
        assertThat(output).doesNotContain("\tat ");
    }

    private void assertStartFails(String yaml, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("connwarden.yml"), yaml);
        String[] arguments = Stream.concat(
                        Stream.of("--spring.config.additional-location=file:" + file), Arrays.stream(more))
                .toArray(String[]::new);
        assertThatThrownBy(() -> MonitorApplication.builder().run(arguments))
                .extracting(NestedExceptionUtils::getMostSpecificCause)
                .isInstanceOf(InvalidConfigurationException.class);
    }

    private static void assertOneSentence(CapturedOutput output) {
        assertThat(output)
                .doesNotContain("\tat ")
                .doesNotContain("BeanCreationException")
                .doesNotContain("open-sesame");
    }
}
