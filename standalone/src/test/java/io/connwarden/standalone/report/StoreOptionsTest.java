package io.connwarden.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGProperty;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine;

class StoreOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void an_invalid_url_is_reported_under_the_key_or_option_that_set_it() {
        StandardEnvironment mysql = environment(Map.of("spring.datasource.url", "jdbc:mysql://store/connwarden"));
        assertThatThrownBy(() -> options().address(mysql))
                .hasMessage("spring.datasource.url must begin with jdbc:postgresql://, and begins with 'jdbc:mysql'");
        assertThatThrownBy(() -> options("--store-url=http://store").address(environment(Map.of())))
                .hasMessage("--store-url must begin with jdbc:postgresql://, and begins with 'http'");
    }

    @Test
    void a_password_file_that_does_not_exist_is_reported_under_its_option() {
        String missing = folder.resolve("no-such-file").toString();
        assertThatThrownBy(() -> options("--store-password-file=" + missing).address(environment(Map.of())))
                .hasMessageStartingWith("--store-password-file: password file ")
                .hasMessageContaining(missing);
    }

    @Test
    void the_settings_of_a_configuration_file_apply_below_the_environment() throws Exception {
        Path file = Files.writeString(
                folder.resolve("connwarden.yml"),
                "spring.datasource: {url: 'jdbc:postgresql://file/connwarden', username: reader, password: secret}\n");
        StoreOptions.StoreAddress address = options("--config=" + file)
                .address(environment(Map.of("spring.datasource.url", "jdbc:postgresql://store/connwarden")));
        assertThat(address.url()).isEqualTo("jdbc:postgresql://store/connwarden");
        assertThat(PGProperty.USER.getOrDefault(address.login())).isEqualTo("reader");
        assertThat(PGProperty.PASSWORD.getOrDefault(address.login())).isEqualTo("secret");
    }

    private static StoreOptions options(String... arguments) {
        StoreOptions options = new StoreOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    private static StandardEnvironment environment(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        return environment;
    }
}
