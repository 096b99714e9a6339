package io.connwarden.standalone.demo;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The summary of a cycle, with its success or failure. */
final class CycleSummary {
    private final EmergencyCycle cycle;
    private final LeakingApplication leak;
    private final List<HealthyApplication> applications;

    CycleSummary(EmergencyCycle cycle, LeakingApplication leak, List<HealthyApplication> applications) {
        this.cycle = cycle;
        this.leak = leak;
        this.applications = applications;
    }

    /**
     * Prints the summary.
     *
     * @return true if the cycle is complete and no session of a healthy application was terminated
     */
    boolean print(Terminal terminal) {
        boolean untouched = true;
        Columns columns = Columns.aligned("ll");
        columns.row("leak", leak());
        columns.row("actions", actions());
        columns.row("relief", relief());
        for (HealthyApplication application : applications) {
            int alive = application.aliveSessionCount();
            untouched &= alive == application.sessionCount();
            columns.row(
                    "untouched",
                    "%s: %d of %d alive (%s)"
                            .formatted(
                                    application.name(), alive, application.sessionCount(), application.protection()));
        }
        boolean succeeded = untouched && cycle.relief() != null;
        terminal.printBlankLine();
        terminal.printLine(terminal.colorize(
                succeeded ? Color.GREEN : Color.RED,
                succeeded ? "Relieved." : "Not relieved: the cycle did not complete."));
        columns.lines().forEach(line -> terminal.printLine("  " + line));
        terminal.printBlankLine();
        return succeeded;
    }

    private String leak() {
        return "%s opened %d sessions and closed none; maximum %d sessions on the server; %s"
                .formatted(
                        leak.name(),
                        leak.openedCount(),
                        cycle.maxSessions(),
                        Formats.count(leak.rejectedCount(), "rejected attempt"));
    }

    private String actions() {
        Health critical = cycle.critical();
        Result emergency = cycle.emergency();
        if (critical == null) {
            return "none: the status never became CRITICAL";
        }
        if (emergency == null) {
            return "none: the status was CRITICAL, but R1 terminated no session";
        }
        List<String> terminations = new ArrayList<>();
        cycle.actions()
                .forEach(action ->
                        terminations.add(action.decision().rule() + " terminated " + action.terminatedCount()));
        return "%s; R1 finished %s after the first CRITICAL sample"
                .formatted(
                        String.join(", ", terminations),
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
                        leak.isConnected() ? "; " + leak.name() + " can connect again" : "");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f s", value);
    }
}
