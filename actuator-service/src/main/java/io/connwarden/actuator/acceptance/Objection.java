package io.connwarden.actuator.acceptance;

import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Outcome;
import java.time.Instant;
import java.util.Optional;

/** Why a command is not taken up at all, as far as that can be told without looking at its target. */
record Objection(Outcome outcome, DecisionNote note) {
    static Optional<Objection> to(Command command, Instant expiresAt, Targets targets, Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of(new Objection(
                    Outcome.EXPIRED,
                    new DecisionNote("INTAKE", "it expired at " + expiresAt + " and came to be read at " + now)));
        }
        // The message itself allows * with PAUSE and RESUME only.
        if (command.target().equals(Command.ALL_TARGETS)
                || targets.find(command.target()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                Outcome.REJECTED,
                new DecisionNote(
                        "INTAKE",
                        "target '" + command.target() + "' is not known here; known are "
                                + String.join(", ", targets.ids()))));
    }
}
