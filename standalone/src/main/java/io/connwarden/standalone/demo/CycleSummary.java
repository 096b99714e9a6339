package io.connwarden.standalone.demo;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a cycle, in a few lines, and whether it went as it should. */
final class CycleSummary {
    private final EmergencyCycle cycle;
    private final LeakingApplication leak;
    private final List<HealthyApplication> applications;

    CycleSummary(EmergencyCycle cycle, LeakingApplication leak, List<HealthyApplication> applications) {
        this.cycle = cycle;
        this.leak = leak;
        this.applications = applications;
    }

    /** Shows it; true when the cycle is complete and every neighbour was left alone. */
    boolean print(Terminal terminal) {
        boolean unharmed = true;
        Columns columns = Columns.aligned("ll");
        columns.row("the leak", leak());
        columns.row("the answer", answer());
        columns.row("relief", relief());
        for (HealthyApplication application : applications) {
            int alive = application.aliveSessionCount();
            unharmed &= alive == application.sessionCount();
            columns.row(
                    "left alone",
                    "%s: %d of %d alive (%s)"
                            .formatted(
                                    application.name(), alive, application.sessionCount(), application.protection()));
        }
        boolean succeeded = unharmed && cycle.relief() != null;
        terminal.printBlankLine();
        terminal.printLine(terminal.colourize(
                succeeded ? Colour.GREEN : Colour.RED, succeeded ? "Relieved." : "That did not go as it should."));
        columns.lines().forEach(line -> terminal.printLine("  " + line));
        terminal.printBlankLine();
        return succeeded;
    }

    private String leak() {
        return "%s opened %d sessions and returned none; at the peak %d sessions; refused %d times"
                .formatted(LeakingApplication.NAME, leak.openedCount(), cycle.maxSessions(), leak.refusedCount());
    }

    private String answer() {
        Health critical = cycle.critical();
        Result emergency = cycle.emergency();
        if (critical == null) {
            return "the server never turned CRITICAL";
        }
        if (emergency == null) {
            return "CRITICAL was seen, but no emergency ended a session";
        }
        List<String> actions = new ArrayList<>();
        cycle.actions().forEach(action -> actions.add(action.decision().rule() + " ended " + action.terminatedCount()));
        return "%s; R1 was done %s after the first CRITICAL sample"
                .formatted(
                        String.join(", ", actions),
                        seconds(EmergencyCycle.seconds(critical.lastCheck(), emergency.finishedAt())));
    }

    private String relief() {
        Health relief = cycle.relief();
        Health critical = cycle.critical();
        Counts counts = relief == null ? null : relief.counts();
        if (relief == null || critical == null || counts == null) {
            return "none";
        }
        return "%d of %d usable slots taken, %s after the first CRITICAL sample%s"
                .formatted(
                        counts.totalConnections(),
                        counts.usableConnections(),
                        seconds(EmergencyCycle.seconds(critical.lastCheck(), relief.lastCheck())),
                        leak.isConnected() ? "; " + LeakingApplication.NAME + " is let in" : "");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f s", value);
    }
}
