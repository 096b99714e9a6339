package io.connwarden.standalone.narration;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import io.connwarden.standalone.narration.Newsworthy.News;
import io.connwarden.standalone.terminal.StatusColour;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.terminal.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sample as one line of figures, and why, when its status is new. */
final class HealthLines {
    private static final int STATUS_WIDTH = 14;
    private static final int BAR = 20;
    private static final int LONGEST_REASON = 160;

    private final Terminal terminal;

    HealthLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Health seen, News news) {
        List<String> lines = new ArrayList<>();
        lines.add(status(seen.status()) + "  " + figures(seen));
        if (news == News.STATUS) {
            lines.add(" ".repeat(STATUS_WIDTH) + "  " + Visible.text(seen.reason(), LONGEST_REASON));
        }
        return lines;
    }

    private String status(Status status) {
        String padded = String.format(Locale.ROOT, "%-" + STATUS_WIDTH + "s", status);
        return terminal.in(StatusColour.of(status), padded);
    }

    private String figures(Health seen) {
        Counts counts = seen.counts();
        if (counts == null) {
            return Visible.text(seen.target(), LONGEST_REASON);
        }
        return String.format(
                Locale.ROOT,
                "%s %5.1f %%  %s",
                terminal.in(StatusColour.of(seen.status()), terminal.bar(counts.slotUtilizationPercentage(), BAR)),
                counts.slotUtilizationPercentage(),
                counted(counts));
    }

    private static String counted(Counts counts) {
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
