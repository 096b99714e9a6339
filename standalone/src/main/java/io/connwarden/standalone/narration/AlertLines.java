package io.connwarden.standalone.narration;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.terminal.Visible;
import java.util.List;

/** An alert as one line. */
final class AlertLines {
    private static final int LONGEST_SUMMARY = 160;

    private final Terminal terminal;

    AlertLines(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> of(Alert alert) {
        boolean firing = alert.state() == AlertState.FIRING;
        String what = firing ? "ALERT firing  " : "ALERT resolved";
        return List.of(terminal.in(firing ? Colour.YELLOW : Colour.GREEN, what) + "  " + alert.name() + ": "
                + Visible.text(alert.summary(), LONGEST_SUMMARY));
    }
}
