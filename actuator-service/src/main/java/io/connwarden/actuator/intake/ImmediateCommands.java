package io.connwarden.actuator.intake;

import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.sql.store.Pause;
import io.connwarden.sql.store.Pauses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands that need no look at a target, so they neither wait behind others nor fail with the target: a pause holds from
 * the moment it is accepted.
 */
final class ImmediateCommands {
    private final Pauses pauses;
    private final TargetStates states;

    ImmediateCommands(Pauses pauses, TargetStates states) {
        this.pauses = pauses;
        this.states = states;
    }

    /** Does it, in the caller's transaction; empty when the command is of another kind. */
    Optional<Result> execute(CommandOrigin origin, Instant now) {
        Command command = origin.command();
        if (command.request() instanceof Request.Pause) {
            return Optional.of(result(origin, pause(origin, now), now));
        }
        if (command.request() instanceof Request.Resume) {
            return Optional.of(result(origin, resume(command), now));
        }
        return command.request() instanceof Request.Status
                ? Optional.of(result(origin, "as of " + now, now))
                : Optional.empty();
    }

    private Result result(CommandOrigin origin, String reason, Instant now) {
        @Nullable TargetState state = states.find(origin.target(), now).orElse(null);
        return Results.ofTargetState(origin, new DecisionReason("COMMAND", reason), state, now);
    }

    private String pause(CommandOrigin origin, Instant now) {
        Command command = origin.command();
        if (command.dryRun()) {
            return "would be paused";
        }
        boolean first =
                pauses.pause(new Pause(command.target(), command.requestedBy(), command.reason(), now), origin.id());
        return first ? "paused; nobody is signalled until RESUME" : "paused already, by " + pausedBy(command.target());
    }

    private String resume(Command command) {
        if (command.dryRun()) {
            return "would be resumed";
        }
        boolean lifted = pauses.resume(command.target());
        List<Pause> left = pauses.affecting(command.target());
        String done = lifted ? "resumed" : "was not paused itself";
        return left.isEmpty()
                ? done
                : done + "; still paused with every target by " + left.get(0).pausedBy() + ", RESUME "
                        + Command.ALL_TARGETS + " lifts that";
    }

    private String pausedBy(String target) {
        return pauses.affecting(target).stream()
                .findFirst()
                .map(Pause::pausedBy)
                .orElse("somebody");
    }
}
