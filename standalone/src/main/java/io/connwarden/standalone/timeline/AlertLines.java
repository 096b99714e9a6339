package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;

/** The line of an alert. */
final class AlertLines {
    private static final int MAX_SUMMARY_LENGTH = 1_000;

    private final Terminal terminal;

    AlertLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Alert alert) {
        boolean firing = alert.state() == AlertStatus.FIRING;
        String label = firing ? "ALERT firing  " : "ALERT resolved";
        return List.of(terminal.colorize(firing ? Color.YELLOW : Color.GREEN, label) + "  " + alert.name() + ": "
                + PrintableText.of(alert.summary(), MAX_SUMMARY_LENGTH));
    }
}
