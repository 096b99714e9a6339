package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.CommandParameters.Cleanup;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of {@link Command}. The parameters of the action are flat beside the other fields. */
record CommandJson(
        Action action,
        String target,
        @Nullable Double idleThresholdMinutes,
        @Nullable Integer maxTerminations,
        @Nullable List<SessionId> sessions,
        String requestedBy,
        String reason,
        @Nullable Boolean dryRun,
        @Nullable Instant expiresAt) {

    static CommandJson of(Command command) {
        CommandParameters parameters = command.parameters();
        return new CommandJson(
                parameters.action(),
                command.target(),
                parameters instanceof Cleanup cleanup ? cleanup.idleThresholdMinutes() : null,
                parameters instanceof Cleanup cleanup ? cleanup.maxTerminations() : null,
                sessions(parameters),
                command.requestedBy(),
                command.reason(),
                command.dryRun(),
                command.expiresAt());
    }

    private static @Nullable List<SessionId> sessions(CommandParameters parameters) {
        if (parameters instanceof CommandParameters.Terminate terminate) {
            return terminate.sessions();
        }
        return parameters instanceof CommandParameters.Cancel cancel ? cancel.sessions() : null;
    }

    Command toCommand() {
        return new Command(target, request(), requestedBy, reason, Boolean.TRUE.equals(dryRun), expiresAt);
    }

    private CommandParameters request() {
        return switch (action) {
            case MONITOR -> new CommandParameters.Monitor();
            case HEALTH -> new CommandParameters.Health();
            case STATUS -> new CommandParameters.Status();
            case CLEANUP -> cleanup();
            case EMERGENCY -> new CommandParameters.Emergency();
            case AUTO -> new CommandParameters.Auto();
            case TERMINATE -> new CommandParameters.Terminate(sessions == null ? List.of() : sessions);
            case CANCEL -> new CommandParameters.Cancel(sessions == null ? List.of() : sessions);
            case PAUSE -> new CommandParameters.Pause();
            case RESUME -> new CommandParameters.Resume();
        };
    }

    private Cleanup cleanup() {
        return new Cleanup(
                idleThresholdMinutes == null ? Cleanup.DEFAULT_IDLE_THRESHOLD_MINUTES : idleThresholdMinutes,
                maxTerminations == null ? Cleanup.DEFAULT_MAX_TERMINATIONS : maxTerminations);
    }
}
