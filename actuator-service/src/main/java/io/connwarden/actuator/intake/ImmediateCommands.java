package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.plan.PlanRejection;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.sql.store.Pauses;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands that need no connection to the target: PAUSE, RESUME, STATUS and REJECT. These commands neither wait in
 * the target's queue nor fail with the target. A pause takes effect as soon as it is accepted.
 */
public final class ImmediateCommands {
    private final PauseCommands pauses;
    private final TargetStateReader states;
    private final PlanRejection planRejection;

    public ImmediateCommands(Pauses pauses, Targets targets, TargetStateReader states, PlanRejection planRejection) {
        this.pauses = new PauseCommands(pauses, targets);
        this.states = states;
        this.planRejection = planRejection;
    }

    /** Returns true for a command that no worker executes. */
    static boolean executes(Command command) {
        return command.parameters() instanceof CommandParameters.Pause
                || command.parameters() instanceof CommandParameters.Resume
                || command.parameters() instanceof CommandParameters.Status
                || command.parameters() instanceof CommandParameters.Reject;
    }

    /** Executes the command in the caller's transaction. Returns empty if the command needs the target. */
    Optional<Result> execute(CommandOrigin origin, Instant now) {
        Command command = origin.command();
        if (command.parameters() instanceof CommandParameters.Pause pause) {
            return Optional.of(pauses.refusal(pause, now)
                    .map(reason -> refuse(origin, reason, now))
                    .orElseGet(() -> result(origin, pauses.pause(origin, pause, now), now)));
        }
        if (command.parameters() instanceof CommandParameters.Resume resume) {
            return Optional.of(result(origin, pauses.resume(command, resume), now));
        }
        if (command.parameters() instanceof CommandParameters.Reject reject) {
            return Optional.of(planRejection.execute(origin, reject, now));
        }
        return command.parameters() instanceof CommandParameters.Status
                ? Optional.of(result(origin, "as of " + now, now))
                : Optional.empty();
    }

    private Result result(CommandOrigin origin, String reason, Instant now) {
        @Nullable TargetState state = states.find(origin.target()).orElse(null);
        return Results.ofTargetState(origin, new DecisionReason(RuleId.COMMAND.id(), reason), state, now).toBuilder()
                .pauses(pauses.presentAndNext(origin.target()))
                .pauseId(PauseCommands.pauseId(origin))
                .build();
    }

    private static Result refuse(CommandOrigin origin, String reason, Instant now) {
        return Results.withoutSessions(
                origin, CommandOutcome.REJECTED, new DecisionReason(RuleId.COMMAND.id(), reason), now, now);
    }
}
