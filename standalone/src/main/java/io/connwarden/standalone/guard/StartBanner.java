package io.connwarden.standalone.guard;

import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;

/** The first lines of {@code guard}: the guarded server and all addresses. */
final class StartBanner {
    private StartBanner() {}

    static void print(TargetSettings settings, boolean dryRun, List<String> addresses, Terminal terminal) {
        String mode = dryRun ? " (dry run: no session is signalled)" : "";
        terminal.printBlankLine();
        terminal.printLine(terminal.colorize(Color.BOLD, "Guarding " + settings.id()) + " at " + settings.url()
                + " as role " + settings.user() + mode);
        addresses.forEach(line -> terminal.printLine("  " + line));
        terminal.printLine("  Ctrl-C stops all processes and keeps the data.");
        terminal.printBlankLine();
    }
}
