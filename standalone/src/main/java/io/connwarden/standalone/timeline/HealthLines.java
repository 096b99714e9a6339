package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.StatusColor;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.timeline.SampleFilter.PrintReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The line of a sample, and the reason of a new status. */
final class HealthLines {
    private static final int STATUS_WIDTH = 14;
    private static final int BAR_WIDTH = 20;
    private static final int MAX_REASON_LENGTH = 1_000;

    private final Terminal terminal;

    HealthLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Health health, PrintReason reason) {
        List<String> lines = new ArrayList<>();
        lines.add(formatStatus(health.status()) + "  " + formatUtilization(health));
        if (reason == PrintReason.STATUS_CHANGED) {
            lines.add(" ".repeat(STATUS_WIDTH) + "  " + PrintableText.of(health.reason(), MAX_REASON_LENGTH));
        }
        return lines;
    }

    private String formatStatus(HealthStatus status) {
        String padded = String.format(Locale.ROOT, "%-" + STATUS_WIDTH + "s", status);
        return terminal.colorize(StatusColor.of(status), padded);
    }

    private String formatUtilization(Health health) {
        Counts counts = health.counts();
        if (counts == null) {
            return PrintableText.of(health.target(), MAX_REASON_LENGTH);
        }
        return String.format(
                Locale.ROOT,
                "%s %7s  %s",
                terminal.colorize(
                        StatusColor.of(health.status()), terminal.bar(counts.slotUtilizationPercentage(), BAR_WIDTH)),
                Formats.shortPercent(counts.slotUtilizationPercentage()),
                formatCounts(counts));
    }

    private static String formatCounts(Counts counts) {
        return String.format(
                Locale.ROOT,
                "%3d of %d slots   active %2d  idle %3d  in transaction %2d  zombies %3d",
                counts.totalConnections(),
                counts.usableConnections(),
                counts.activeConnections(),
                counts.idleConnections(),
                counts.idleInTransactionConnections(),
                counts.zombieConnections());
    }
}
