package io.connwarden.standalone.guard;

import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;
import java.util.Optional;

/** The block after the first lines of {@code guard}: the conditions of the server that outlast a restart. */
final class StandingConditions {
    private static final int MAX_LENGTH = 1_000;

    private StandingConditions() {}

    /**
     * Prints the conditions, or nothing if there are none.
     *
     * @param pause the pause by command in words, beginning with its requester
     * @param alerts name and start of each alert that fires
     */
    static void print(Optional<String> pause, List<String> alerts, List<PlanSummary> plans, Terminal terminal) {
        pause.ifPresent(each -> printLine("PAUSED " + each, terminal));
        alerts.forEach(each -> printLine("ALERT firing  " + each, terminal));
        plans.forEach(each -> printLine(
                "PLAN " + each.id() + " of " + each.rule() + " waits for APPROVE until " + each.expiresAt(), terminal));
        if (pause.isPresent() || !alerts.isEmpty() || !plans.isEmpty()) {
            terminal.printBlankLine();
        }
    }

    private static void printLine(String line, Terminal terminal) {
        terminal.printLine("  " + terminal.colorize(Color.YELLOW, PrintableText.of(line, MAX_LENGTH)));
    }
}
