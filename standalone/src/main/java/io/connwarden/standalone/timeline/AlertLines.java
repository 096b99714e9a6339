package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.util.List;

/** An alert as one line. */
final class AlertLines {
    private static final int MAX_SUMMARY_LENGTH = 160;

    private final Terminal terminal;

    AlertLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Alert alert) {
        boolean firing = alert.state() == AlertStatus.FIRING;
        String what = firing ? "ALERT firing  " : "ALERT resolved";
        return List.of(terminal.colourize(firing ? Colour.YELLOW : Colour.GREEN, what) + "  " + alert.name() + ": "
                + PrintableText.of(alert.summary(), MAX_SUMMARY_LENGTH));
    }
}
