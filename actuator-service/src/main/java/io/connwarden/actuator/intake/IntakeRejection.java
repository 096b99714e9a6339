package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.Optional;

/** The reason to reject a command at intake, without a sample of its target. */
record IntakeRejection(CommandOutcome outcome, DecisionReason reason) {
    static Optional<IntakeRejection> check(IncomingCommand incoming, Targets targets, Instant now) {
        Command command = incoming.origin().command();
        Instant expiresAt = incoming.expiresAt();
        if (!now.isBefore(expiresAt)) {
            return Optional.of(new IntakeRejection(
                    CommandOutcome.EXPIRED,
                    new DecisionReason(
                            RuleId.NONE.id(), "the command expired at " + expiresAt + " and was read at " + now)));
        }
        if (incoming.refusal() != null) {
            return Optional.of(new IntakeRejection(CommandOutcome.REJECTED, incoming.refusal()));
        }
        // The message type permits * for PAUSE and RESUME only.
        if (command.target().equals(Command.ALL_TARGETS)
                || targets.find(command.target()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new IntakeRejection(
                CommandOutcome.REJECTED,
                new DecisionReason(
                        RuleId.INTAKE.id(),
                        "target '" + command.target()
                                + "' is unknown; check its id, or add it to connwarden.targets of the actuator")));
    }

    /** Returns the reason to reject a command with a source and an id that another command has used. */
    static DecisionReason usedId(Instant acceptedAt) {
        return new DecisionReason(
                RuleId.INTAKE.id(),
                "a command with the same source and id and other content was accepted at " + acceptedAt
                        + "; send a new command under a new id");
    }
}
