package io.connwarden.standalone.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command that the sign-in page of the dashboard shows is one that the launcher accepts. */
class SignInPageTest {
    private static final String PAGE = "/io/connwarden/console/dashboard/access/sign-in.js";
    private static final Pattern SHOWN = Pattern.compile("<code>\\./connwarden token (.+?)</code>");

    @Test
    void the_shown_command_creates_a_token_that_reads_and_operates() throws IOException {
        ParseResult parsed = new CommandLine(new TokenCommand()).parseArgs(shown().toArray(String[]::new));
        ParseResult create = parsed.subcommand();
        assertThat(create.commandSpec().name()).isEqualTo("create");
        assertThat(create.unmatched()).isEmpty();
        assertThat(create.<Object>matchedOptionValue("--scope", null)).hasToString("[read, operate]");
    }

    private static Stream<String> shown() throws IOException {
        try (InputStream page = SignInPageTest.class.getResourceAsStream(PAGE)) {
            String script = new String(Objects.requireNonNull(page, PAGE).readAllBytes(), UTF_8);
            MatchResult command = SHOWN.matcher(script).results().findFirst().orElseThrow();
            return Stream.of(command.group(1).split(" "));
        }
    }
}
