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
final class Summary {
    private final Cycle cycle;
    private final LeakingApplication leak;
    private final List<Neighbour> neighbours;

    Summary(Cycle cycle, LeakingApplication leak, List<Neighbour> neighbours) {
        this.cycle = cycle;
        this.leak = leak;
        this.neighbours = neighbours;
    }

    /** Shows it; true when the cycle is complete and every neighbour was left alone. */
    boolean show(Terminal terminal) {
        boolean unharmed = true;
        Columns columns = Columns.aligned("ll");
        columns.row("the leak", leak());
        columns.row("the answer", answer());
        columns.row("relief", relief());
        for (Neighbour neighbour : neighbours) {
            int alive = neighbour.alive();
            unharmed &= alive == neighbour.opened();
            columns.row(
                    "left alone",
                    "%s: %d of %d alive (%s)"
                            .formatted(neighbour.name(), alive, neighbour.opened(), neighbour.virtue()));
        }
        boolean good = unharmed && cycle.relief() != null;
        terminal.blank();
        terminal.line(
                terminal.in(good ? Colour.GREEN : Colour.RED, good ? "Relieved." : "That did not go as it should."));
        columns.lines().forEach(line -> terminal.line("  " + line));
        terminal.blank();
        return good;
    }

    private String leak() {
        return "%s opened %d sessions and returned none; at the peak %d sessions; refused %d times"
                .formatted(LeakingApplication.NAME, leak.opened(), cycle.peak(), leak.refused());
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
                        seconds(Cycle.seconds(critical.lastCheck(), emergency.finishedAt())));
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
                        seconds(Cycle.seconds(critical.lastCheck(), relief.lastCheck())),
                        leak.isLetIn() ? "; " + LeakingApplication.NAME + " is let in" : "");
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f s", value);
    }
}
