package io.connwarden.standalone.check;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.StatusColour;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.terminal.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A health message as a person reads it: status and reason, counts, largest applications, what to do. */
final class HealthTable {
    private static final int BAR = 30;
    private static final int LONGEST_NAME = 40;

    private HealthTable() {}

    static List<String> lines(Health health, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(health, terminal));
        lines.add(Visible.text(health.reason(), 500));
        Counts counts = health.counts();
        if (counts != null) {
            lines.add("");
            lines.addAll(slots(counts, terminal));
            lines.add("");
            lines.addAll(counted(counts));
        }
        if (!health.topApplications().isEmpty()) {
            lines.add("");
            lines.addAll(applications(health.topApplications(), terminal));
        }
        lines.add("");
        health.recommendations().forEach(advice -> lines.add("- " + Visible.text(advice, 500)));
        return lines;
    }

    private static String heading(Health health, Terminal terminal) {
        String status = terminal.in(
                StatusColour.of(health.status()), health.status().name().replace('_', ' '));
        String version =
                health.serverVersion() == null ? "" : ", PostgreSQL " + Visible.text(health.serverVersion(), 60);
        String role = Boolean.TRUE.equals(health.inRecovery()) ? ", standby" : "";
        return terminal.in(Colour.BOLD, health.target()) + version + role + ": " + status;
    }

    private static List<String> slots(Counts counts, Terminal terminal) {
        return List.of("%s %s of %d usable slots (%s of max_connections %d)"
                .formatted(
                        terminal.bar(counts.slotUtilizationPercentage(), BAR),
                        percent(counts.slotUtilizationPercentage()),
                        counts.usableConnections(),
                        percent(counts.utilizationPercentage()),
                        counts.maxConnections()));
    }

    private static List<String> counted(Counts counts) {
        return Columns.aligned("lrllr")
                .row("sessions", number(counts.totalConnections()), " ", "zombies", number(counts.zombieConnections()))
                .row(
                        "active",
                        number(counts.activeConnections()),
                        " ",
                        "long idle",
                        number(counts.longIdleConnections()))
                .row(
                        "idle",
                        number(counts.idleConnections()),
                        " ",
                        "long running",
                        number(counts.longRunningConnections()))
                .row(
                        "idle in transaction",
                        number(counts.idleInTransactionConnections()),
                        " ",
                        "stuck transactions",
                        number(counts.stuckTransactions()))
                .row(
                        "waiting on a lock",
                        number(counts.waitingOnLockConnections()),
                        " ",
                        "oldest transaction",
                        number(Math.round(counts.oldestTransactionSeconds())) + " s")
                .row("", "", " ", "visible", percent(counts.visibilityPercentage()))
                .lines();
    }

    private static List<String> applications(List<ApplicationUsage> usages, Terminal terminal) {
        Columns columns =
                Columns.aligned("llrrrr").row("application", "user", "sessions", "idle", "in trans.", "zombies");
        for (ApplicationUsage usage : usages) {
            columns.row(
                    name(usage.application()),
                    name(usage.user()),
                    number(usage.total()),
                    number(usage.idle()),
                    number(usage.idleInTransaction()),
                    number(usage.zombie()));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.set(0, terminal.in(Colour.DIM, lines.get(0)));
        return lines;
    }

    private static String name(@Nullable String name) {
        return name == null || name.isBlank() ? "(none)" : Visible.text(name, LONGEST_NAME);
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
