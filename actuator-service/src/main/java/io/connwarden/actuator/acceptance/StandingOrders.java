package io.connwarden.actuator.acceptance;

import io.connwarden.actuator.outcome.Cause;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.DecisionNote;
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
final class StandingOrders {
    private final Pauses pauses;
    private final TargetStates states;

    StandingOrders(Pauses pauses, TargetStates states) {
        this.pauses = pauses;
        this.states = states;
    }

    /** Does it, in the caller's transaction; empty when the command is of another kind. */
    Optional<Result> carryOut(Cause cause, Instant now) {
        Command command = cause.command();
        if (command.request() instanceof Request.Pause) {
            return Optional.of(answer(cause, pause(cause, now), now));
        }
        if (command.request() instanceof Request.Resume) {
            return Optional.of(answer(cause, resume(command), now));
        }
        return command.request() instanceof Request.Status
                ? Optional.of(answer(cause, "as of " + now, now))
                : Optional.empty();
    }

    private Result answer(Cause cause, String reason, Instant now) {
        @Nullable TargetState state = states.of(cause.target(), now).orElse(null);
        return Results.state(cause, new DecisionNote("COMMAND", reason), state, now);
    }

    private String pause(Cause cause, Instant now) {
        Command command = cause.command();
        if (command.dryRun()) {
            return "would be paused";
        }
        boolean first =
                pauses.pause(new Pause(command.target(), command.requestedBy(), command.reason(), now), cause.id());
        return first ? "paused; nobody is signalled until RESUME" : "paused already, by " + pausedBy(command.target());
    }

    private String resume(Command command) {
        if (command.dryRun()) {
            return "would be resumed";
        }
        boolean lifted = pauses.resume(command.target());
        List<Pause> left = pauses.of(command.target());
        String done = lifted ? "resumed" : "was not paused itself";
        return left.isEmpty()
                ? done
                : done + "; still paused with every target by " + left.get(0).by() + ", RESUME " + Command.ALL_TARGETS
                        + " lifts that";
    }

    private String pausedBy(String target) {
        return pauses.of(target).stream().findFirst().map(Pause::by).orElse("somebody");
    }
}
