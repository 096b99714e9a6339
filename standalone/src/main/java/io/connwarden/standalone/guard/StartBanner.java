package io.connwarden.standalone.guard;

import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;

/** The first lines of {@code guard}: the guarded server, the modes of the rules, and all addresses. */
final class StartBanner {
    /** The modes of a run that signals no session. */
    static final String DRY_RUN = "dry run";

    private static final String ACT = "act";
    private static final String WATCH = "watch";

    private StartBanner() {}

    /** @param modes the modes in words: one mode of all rules, or the mode of each rule */
    static void print(TargetSettings settings, String modes, List<String> addresses, Terminal terminal) {
        terminal.printBlankLine();
        terminal.printLine(terminal.colorize(Color.BOLD, title(modes) + settings.id()) + " at " + settings.url()
                + " as role " + settings.user());
        terminal.printLine(
                modes.equals(ACT) ? "  " + describe(modes) : terminal.colorize(Color.YELLOW, "  " + describe(modes)));
        addresses.forEach(line -> terminal.printLine("  " + line));
        terminal.printLine("  Ctrl-C stops all processes and keeps the data.");
        terminal.printBlankLine();
    }

    private static String title(String modes) {
        return modes.equals(WATCH) ? "Watching " : "Guarding ";
    }

    private static String describe(String modes) {
        return switch (modes) {
            case ACT -> "Mode act: sessions that a rule selects are ended.";
            case DRY_RUN -> "Dry run: decisions and commands are recorded, no session is signalled.";
            case WATCH ->
                "Mode watch: decisions are recorded, no session is ended by a rule. To end sessions, stop and start"
                        + " again with --act.";
            default -> "Modes by configuration: " + modes + ". Only rules with mode act end sessions.";
        };
    }
}
