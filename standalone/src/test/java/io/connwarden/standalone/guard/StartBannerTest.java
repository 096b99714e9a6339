package io.connwarden.standalone.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartBannerTest {
    private static final TargetSettings TARGET =
            TargetSettings.of("orders-db", "jdbc:postgresql://db/orders", "warden", null);

    @Test
    void a_watching_guard_tells_in_its_first_lines_that_no_session_is_ended_and_how_to_arm() {
        assertThat(banner("watch"))
                .containsExactly(
                        "Watching orders-db at jdbc:postgresql://db/orders as role warden",
                        "  Mode watch: decisions are recorded, no session is ended by a rule. To end sessions, stop and"
                                + " start again with --act.",
                        "  Kafka      127.0.0.1:29092",
                        "  Ctrl-C stops all processes and keeps the data.");
    }

    @Test
    void an_armed_guard_tells_that_sessions_are_ended() {
        assertThat(banner("act"))
                .startsWith(
                        "Guarding orders-db at jdbc:postgresql://db/orders as role warden",
                        "  Mode act: sessions that a rule selects are ended.");
    }

    @Test
    void a_dry_run_signals_no_session_even_by_command() {
        assertThat(banner(StartBanner.DRY_RUN))
                .contains("  Dry run: decisions and commands are recorded, no session is signalled.");
    }

    @Test
    void different_modes_of_the_configuration_are_listed() {
        assertThat(banner("R1 act, R2 watch, R3 watch, R4 act, 1 override"))
                .contains("  Modes by configuration: R1 act, R2 watch, R3 watch, R4 act, 1 override. Only rules with"
                        + " mode act end sessions.");
    }

    private static List<String> banner(String modes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StartBanner.print(
                TARGET,
                modes,
                List.of("Kafka      127.0.0.1:29092"),
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, true));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
