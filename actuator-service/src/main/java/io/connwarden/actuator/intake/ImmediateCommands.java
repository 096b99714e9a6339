package io.connwarden.actuator.intake;

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
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that need no connection to the target: PAUSE, RESUME, STATUS and REJECT. These commands neither wait in
 * the target's queue nor fail with the target. A pause takes effect as soon as it is accepted.
 */
public final class ImmediateCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ImmediateCommands.class);
    private static final int MAX_LOGGED_LENGTH = 200;

    private final Pauses pauses;
    private final TargetStateReader states;
    private final PlanRejection planRejection;

    public ImmediateCommands(Pauses pauses, TargetStateReader states, PlanRejection planRejection) {
        this.pauses = pauses;
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
            return Optional.of(
                    isOver(pause, now) ? refuse(origin, pause, now) : result(origin, pause(origin, now), now));
        }
        if (command.parameters() instanceof CommandParameters.Resume) {
            return Optional.of(result(origin, resume(command), now));
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
                .pauses(pauses.affecting(origin.target()).stream()
                        .map(PauseRow::summary)
                        .toList())
                .build();
    }

    private static boolean isOver(CommandParameters.Pause pause, Instant now) {
        return pause.until() != null && !pause.until().isAfter(now);
    }

    private static Result refuse(CommandOrigin origin, CommandParameters.Pause pause, Instant now) {
        String reason = "until must be in the future, was " + pause.until() + ", and it is " + now;
        return Results.withoutSessions(
                origin, CommandOutcome.REJECTED, new DecisionReason(RuleId.COMMAND.id(), reason), now, now);
    }

    private String pause(CommandOrigin origin, Instant now) {
        Command command = origin.command();
        if (command.dryRun()) {
            return "would be paused";
        }
        Instant until = ((CommandParameters.Pause) command.parameters()).until();
        boolean isNew = pauses.pause(
                new PauseRow(command.target(), command.requestedBy(), command.reason(), now, until), origin.id());
        String end = until == null ? "RESUME" : "RESUME or " + until;
        if (isNew) {
            LOG.warn(
                    "Pause of {} by {}: no session is signalled until {}. Reason: {}",
                    describe(command.target()),
                    Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH),
                    end,
                    Formats.singleLine(command.reason(), MAX_LOGGED_LENGTH));
        }
        return isNew
                ? "paused; no session will be signalled until " + end
                : "already paused by " + pausedBy(command.target());
    }

    private String resume(Command command) {
        if (command.dryRun()) {
            return "would be resumed";
        }
        boolean wasPaused = pauses.resume(command.target());
        if (wasPaused) {
            LOG.info(
                    "Pause of {} is ended by {}",
                    describe(command.target()),
                    Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH));
        }
        List<PauseRow> remaining = pauses.affecting(command.target());
        String done = wasPaused ? "resumed" : "was not paused";
        return remaining.isEmpty()
                ? done
                : done + "; still paused by the pause of all targets (by "
                        + remaining.get(0).pausedBy() + "); RESUME " + Command.ALL_TARGETS + " ends that pause";
    }

    private String pausedBy(String target) {
        return pauses.affecting(target).stream()
                .findFirst()
                .map(PauseRow::pausedBy)
                .orElse("an unknown requester");
    }

    private static String describe(String target) {
        return target.equals(Command.ALL_TARGETS) ? "all targets" : "target " + target;
    }
}
