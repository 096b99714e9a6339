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
        return List.of(
                label(alert) + "  " + alert.name() + ": " + PrintableText.of(alert.summary(), MAX_SUMMARY_LENGTH));
    }

    private String label(Alert alert) {
        if (alert.state() == AlertStatus.FIRING) {
            return terminal.colorize(Color.YELLOW, "ALERT firing  ");
        }
        return alert.description().isEmpty()
                ? terminal.colorize(Color.GREEN, "ALERT resolved")
                // The target is no longer watched, so the cause may continue.
                : terminal.colorize(Color.YELLOW, "ALERT closed  ");
    }
}
