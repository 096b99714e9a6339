package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the table of {@code docs/client/spring-boot.md} with the metadata of the configuration processor. */
class SettingsDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "client", "spring-boot.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(connwarden\\.client\\.[^`]+)` \\|", Pattern.MULTILINE);
    private static final Pattern PROPERTY = Pattern.compile(
            "\"name\": \"(connwarden\\.client\\.[^\"]+)\",\\s*\"type\": \"(?!io\\.connwarden[^\"]*Properties)");

    @Test
    void the_documented_settings_are_those_of_the_code() throws IOException {
        Set<String> read = found(PROPERTY, metadata());
        assertThat(read).hasSizeGreaterThan(25);
        assertThat(found(ROW, Files.readString(PAGE))).containsExactlyElementsOf(read);
    }

    private static String metadata() throws IOException {
        String file = "/META-INF/spring-configuration-metadata.json";
        try (InputStream in = SettingsDocumentationTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> keys = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> keys.add(match.group(1)));
        return keys;
    }
}
