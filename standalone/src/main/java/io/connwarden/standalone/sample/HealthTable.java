package io.connwarden.standalone.sample;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.StatusColor;
import io.connwarden.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of a health message: status and reason, counts, the largest applications, recommendations. */
final class HealthTable {
    private static final int BAR_WIDTH = 30;
    private static final int MAX_NAME_LENGTH = 40;

    private HealthTable() {}

    static List<String> lines(Health health, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(health, terminal));
        lines.add(PrintableText.of(health.reason(), 500));
        Counts counts = health.counts();
        if (counts != null) {
            lines.add("");
            lines.addAll(slotLines(counts, terminal));
            lines.add("");
            lines.addAll(countLines(counts));
        }
        if (!health.topApplications().isEmpty()) {
            lines.add("");
            lines.addAll(applicationLines(health.topApplications(), terminal));
        }
        lines.addAll(ServerStateTable.lines(health, terminal));
        lines.add("");
        health.recommendations().forEach(advice -> lines.add("- " + PrintableText.of(advice, 500)));
        return lines;
    }

    private static String heading(Health health, Terminal terminal) {
        String status = terminal.colorize(
                StatusColor.of(health.status()), health.status().name().replace('_', ' '));
        String version =
                health.serverVersion() == null ? "" : ", PostgreSQL " + PrintableText.of(health.serverVersion(), 60);
        String role = Boolean.TRUE.equals(health.inRecovery()) ? ", standby" : "";
        return terminal.colorize(Color.BOLD, health.target()) + version + role + ": " + status;
    }

    private static List<String> slotLines(Counts counts, Terminal terminal) {
        return List.of("%s %s of %d usable slots (%s of max_connections %d)"
                .formatted(
                        terminal.bar(counts.slotUtilizationPercentage(), BAR_WIDTH),
                        Formats.shortPercent(counts.slotUtilizationPercentage()),
                        counts.usableConnections(),
                        Formats.shortPercent(counts.utilizationPercentage()),
                        counts.maxConnections()));
    }

    private static List<String> countLines(Counts counts) {
        return Columns.aligned("lrllr")
                .row(
                        "sessions",
                        formatCount(counts.totalConnections()),
                        " ",
                        "zombies",
                        formatCount(counts.zombieConnections()))
                .row(
                        "active",
                        formatCount(counts.activeConnections()),
                        " ",
                        "long idle",
                        formatCount(counts.longIdleConnections()))
                .row(
                        "idle",
                        formatCount(counts.idleConnections()),
                        " ",
                        "long running",
                        formatCount(counts.longRunningConnections()))
                .row(
                        "idle in transaction",
                        formatCount(counts.idleInTransactionConnections()),
                        " ",
                        "stuck transactions",
                        formatCount(counts.stuckTransactions()))
                .row(
                        "waiting on a lock",
                        formatCount(counts.waitingOnLockConnections()),
                        " ",
                        "oldest transaction",
                        formatCount(Math.round(counts.oldestTransactionSeconds())) + " s")
                .row("", "", " ", "visible", Formats.shortPercent(counts.visibilityPercentage()))
                .lines();
    }

    private static List<String> applicationLines(List<ApplicationUsage> usages, Terminal terminal) {
        Columns columns =
                Columns.aligned("llrrrr").row("application", "user", "sessions", "idle", "in trans.", "zombies");
        for (ApplicationUsage usage : usages) {
            columns.row(
                    name(usage.application()),
                    name(usage.user()),
                    formatCount(usage.total()),
                    formatCount(usage.idle()),
                    formatCount(usage.idleInTransaction()),
                    formatCount(usage.zombie()));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.set(0, terminal.colorize(Color.DIM, lines.get(0)));
        return lines;
    }

    private static String name(@Nullable String name) {
        return name == null || name.isBlank() ? "(none)" : PrintableText.of(name, MAX_NAME_LENGTH);
    }

    private static String formatCount(long value) {
        return Long.toString(value);
    }
}
