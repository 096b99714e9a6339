package io.connwarden.standalone.guard;

import io.connwarden.actuator.PolicySummary;
import io.connwarden.actuator.PolicySummary.Effect;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;

/** The first lines of {@code guard}: the guarded server, the modes of the rules, and all addresses. */
final class StartBanner {
    private StartBanner() {}

    /**
     * Prints the lines.
     *
     * @param policy the policy of the server, as the actuator has read it
     * @param arming the source of the modes
     */
    static void print(
            TargetSettings settings, PolicySummary policy, Arming arming, List<String> addresses, Terminal terminal) {
        terminal.printBlankLine();
        terminal.printLine(terminal.colorize(Color.BOLD, title(policy.effect()) + settings.id()) + " at "
                + settings.url() + " as role " + settings.user());
        String effect = "  " + describe(policy, arming);
        terminal.printLine(policy.effect() == Effect.ACT ? effect : terminal.colorize(Color.YELLOW, effect));
        addresses.forEach(line -> terminal.printLine("  " + line));
        terminal.printLine("  Ctrl-C stops all processes and keeps the data.");
        terminal.printBlankLine();
    }

    /** The source of the modes of the rules. */
    enum Arming {
        /** The option {@code --act}, which replaces {@code policy.mode} in the file. */
        OPTION,
        /** The configuration: a file or the environment. */
        CONFIGURATION
    }

    private static String title(Effect effect) {
        return effect == Effect.WATCH || effect == Effect.OFF ? "Watching " : "Guarding ";
    }

    private static String describe(PolicySummary policy, Arming arming) {
        return switch (policy.effect()) {
            case PAUSED ->
                "Paused by policy.paused: no session is signalled, and commands are rejected. To end sessions, remove"
                        + " the key and start again.";
            case DRY_RUN -> "Dry run: decisions and commands are recorded, no session is signalled.";
            case ACT ->
                "Mode act" + (arming == Arming.OPTION ? "" : " by configuration (policy.mode)")
                        + ": sessions that a rule selects are ended.";
            case WATCH ->
                "Mode watch: decisions are recorded, no session is ended by a rule. To end sessions, "
                        + (arming == Arming.OPTION
                                ? "set policy.modes of the configuration to act and start again."
                                : "stop and start again with --act.");
            case ASK ->
                "Mode ask: each decision is a plan. Its sessions are ended after APPROVE. To end sessions without it,"
                        + " stop and start again with --act.";
            case OFF -> "Mode off: no rule decides. Commands are executed.";
            case BY_RULE ->
                "Modes by configuration: " + policy.modes() + ". Only rules with mode act end sessions by themselves.";
        };
    }
}
