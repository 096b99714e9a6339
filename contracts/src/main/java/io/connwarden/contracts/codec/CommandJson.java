package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Request.Cleanup;
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
        Request request = command.request();
        return new CommandJson(
                request.action(),
                command.target(),
                request instanceof Cleanup cleanup ? cleanup.idleThresholdMinutes() : null,
                request instanceof Cleanup cleanup ? cleanup.maxTerminations() : null,
                sessions(request),
                command.requestedBy(),
                command.reason(),
                command.dryRun(),
                command.expiresAt());
    }

    private static @Nullable List<SessionId> sessions(Request request) {
        if (request instanceof Request.Terminate terminate) {
            return terminate.sessions();
        }
        return request instanceof Request.Cancel cancel ? cancel.sessions() : null;
    }

    Command toCommand() {
        return new Command(target, request(), requestedBy, reason, Boolean.TRUE.equals(dryRun), expiresAt);
    }

    private Request request() {
        return switch (action) {
            case MONITOR -> new Request.Monitor();
            case HEALTH -> new Request.HealthCheck();
            case STATUS -> new Request.Status();
            case CLEANUP -> cleanup();
            case EMERGENCY -> new Request.Emergency();
            case AUTO -> new Request.Auto();
            case TERMINATE -> new Request.Terminate(sessions == null ? List.of() : sessions);
            case CANCEL -> new Request.Cancel(sessions == null ? List.of() : sessions);
            case PAUSE -> new Request.Pause();
            case RESUME -> new Request.Resume();
        };
    }

    private Cleanup cleanup() {
        return new Cleanup(
                idleThresholdMinutes == null ? Cleanup.DEFAULT_IDLE_THRESHOLD_MINUTES : idleThresholdMinutes,
                maxTerminations == null ? Cleanup.DEFAULT_MAX_TERMINATIONS : maxTerminations);
    }
}
