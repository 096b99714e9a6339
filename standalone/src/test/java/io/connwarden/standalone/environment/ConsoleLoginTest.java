package io.connwarden.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.ConsoleTokens;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ConsoleLoginTest {

    @Test
    void the_link_has_a_token_of_the_private_file_until_the_end_of_the_run() throws Exception {
        Path directory;
        try (ConsoleLogin login = ConsoleLogin.create()) {
            directory = login.defaults().getParent();
            Properties defaults = new Properties();
            defaults.load(new StringReader(Files.readString(login.defaults())));
            String file = defaults.getProperty("connwarden.console.tokens-file");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            String link = login.address(monitor("connwarden.console.tokens-file", file));
            assertThat(link).startsWith("http://127.0.0.1:8123/#token=cw_");
            String id = link.substring(link.indexOf("cw_") + 3, link.indexOf("cw_") + 11);
            assertThat(ConsoleTokens.list(Path.of(file)))
                    .singleElement()
                    .satisfies(token -> assertThat(token.id()).isEqualTo(id));
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void a_tokens_file_of_the_user_is_named_instead_of_a_token() throws Exception {
        try (ConsoleLogin login = ConsoleLogin.create()) {
            assertThat(login.address(monitor("connwarden.console.tokens-file", "/etc/tokens")))
                    .isEqualTo("http://127.0.0.1:8123/   with a token of /etc/tokens");
            assertThat(login.address(monitor("connwarden.console.enabled", "false")))
                    .contains("disabled by connwarden.console.enabled");
        }
    }

    private static Environment monitor(String key, String value) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("a test", Map.of("local.server.port", "8123", key, value)));
        return environment;
    }
}
