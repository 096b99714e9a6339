package io.connwarden.standalone.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.PolicySummary;
import io.connwarden.actuator.PolicySummary.Effect;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.guard.StartBanner.Arming;
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
        assertThat(banner(Effect.WATCH, "watch"))
                .containsExactly(
                        "Watching orders-db at jdbc:postgresql://db/orders as role warden",
                        "  Mode watch: decisions are recorded, no session is ended by a rule. To end sessions, stop and"
                                + " start again with --act.",
                        "  Kafka      127.0.0.1:29092",
                        "  Ctrl-C stops all processes and keeps the data.");
    }

    @Test
    void an_armed_guard_tells_that_sessions_are_ended() {
        assertThat(banner(Effect.ACT, "act"))
                .startsWith(
                        "Guarding orders-db at jdbc:postgresql://db/orders as role warden",
                        "  Mode act: sessions that a rule selects are ended.");
    }

    @Test
    void a_dry_run_signals_no_session_even_by_command() {
        assertThat(banner(Effect.DRY_RUN, "act"))
                .contains("  Dry run: decisions and commands are recorded, no session is signalled.");
    }

    @Test
    void a_paused_guard_tells_that_no_session_is_signalled_and_how_to_continue() {
        assertThat(banner(Effect.PAUSED, "act"))
                .contains("  Paused by policy.paused: no session is signalled, and commands are rejected. To end"
                        + " sessions, remove the key and start again.");
    }

    @Test
    void different_modes_of_the_configuration_are_listed() {
        assertThat(banner(Effect.BY_RULE, "R1 act, R2 watch, R3 watch, R4 act; for users: lim: act"))
                .contains("  Modes by configuration: R1 act, R2 watch, R3 watch, R4 act; for users: lim: act. Only"
                        + " rules with mode act end sessions by themselves.");
    }

    @Test
    void a_guard_without_rules_does_not_claim_to_guard() {
        assertThat(banner(Effect.OFF, "off"))
                .startsWith(
                        "Watching orders-db at jdbc:postgresql://db/orders as role warden",
                        "  Mode off: no rule decides. Commands are executed.");
    }

    @Test
    void a_guard_that_the_configuration_arms_tells_so() {
        assertThat(banner(Effect.ACT, "act", Arming.CONFIGURATION))
                .contains("  Mode act by configuration (policy.mode): sessions that a rule selects are ended.");
    }

    @Test
    void the_option_that_is_given_is_not_recommended() {
        assertThat(banner(Effect.WATCH, "watch", Arming.OPTION))
                .contains("  Mode watch: decisions are recorded, no session is ended by a rule. To end sessions, set"
                        + " policy.modes of the configuration to act and start again.");
    }

    private static List<String> banner(Effect effect, String modes) {
        return banner(effect, modes, effect == Effect.ACT ? Arming.OPTION : Arming.CONFIGURATION);
    }

    private static List<String> banner(Effect effect, String modes, Arming arming) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StartBanner.print(
                TARGET,
                new PolicySummary(effect, modes),
                arming,
                List.of("Kafka      127.0.0.1:29092"),
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, true));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
