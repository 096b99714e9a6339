package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import java.time.Instant;
import java.util.Optional;

/** Why a command is not taken up at all, as far as that can be told without looking at its target. */
record IntakeRejection(CommandOutcome outcome, DecisionReason reason) {
    static Optional<IntakeRejection> check(Command command, Instant expiresAt, Targets targets, Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of(new IntakeRejection(
                    CommandOutcome.EXPIRED,
                    new DecisionReason("INTAKE", "it expired at " + expiresAt + " and came to be read at " + now)));
        }
        // The message itself allows * with PAUSE and RESUME only.
        if (command.target().equals(Command.ALL_TARGETS)
                || targets.find(command.target()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new IntakeRejection(
                CommandOutcome.REJECTED,
                new DecisionReason(
                        "INTAKE",
                        "target '" + command.target() + "' is not known here; known are "
                                + String.join(", ", targets.ids()))));
    }
}
