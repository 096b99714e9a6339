package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.CommandParameters.Cleanup;
import io.connwarden.contracts.message.CommandParameters.Named;
import io.connwarden.contracts.message.CommandParameters.Pause;
import io.connwarden.contracts.message.CommandParameters.PlanDecision;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON form of {@link Command}. The parameters of the action are flat beside the other fields. */
record CommandJson(
        Action action,
        String target,
        @Nullable Double idleThresholdMinutes,
        @Nullable Integer maxTerminations,
        @Nullable List<NamedSessionJson> sessions,
        @Nullable List<RuleId> override,
        @Nullable UUID planId,
        @Nullable Instant until,
        @Nullable Map<String, String> labels,
        @Nullable PauseWindow window,
        @Nullable UUID pauseId,
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
                parameters instanceof Named named ? sessions(named) : null,
                override(parameters),
                parameters instanceof PlanDecision decision ? decision.planId() : null,
                parameters instanceof Pause pause ? pause.until() : null,
                parameters instanceof Pause pause && !pause.labels().isEmpty() ? pause.labels() : null,
                parameters instanceof Pause pause ? pause.window() : null,
                parameters instanceof CommandParameters.Resume resume ? resume.pauseId() : null,
                command.requestedBy(),
                command.reason(),
                command.dryRun(),
                command.expiresAt());
    }

    private static List<NamedSessionJson> sessions(Named named) {
        return named.sessions().stream()
                .map(id -> NamedSessionJson.of(id, named.expected()))
                .toList();
    }

    private static @Nullable List<RuleId> override(CommandParameters parameters) {
        Set<RuleId> override = CommandParameters.overrideOf(parameters);
        return override.isEmpty() ? null : List.copyOf(override);
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
            case TERMINATE -> new CommandParameters.Terminate(namedSessions(), overriddenGuards(), expected());
            case CANCEL -> new CommandParameters.Cancel(namedSessions(), overriddenGuards(), expected());
            case PAUSE -> new Pause(until, labels == null ? Map.of() : labels, window);
            case RESUME -> new CommandParameters.Resume(pauseId);
            case APPROVE -> new CommandParameters.Approve(requiredPlanId());
            case REJECT -> new CommandParameters.Reject(requiredPlanId());
        };
    }

    private UUID requiredPlanId() {
        return Objects.requireNonNull(planId, "planId");
    }

    private List<SessionId> namedSessions() {
        return sessions == null
                ? List.of()
                : sessions.stream().map(NamedSessionJson::toSessionId).toList();
    }

    private List<SessionExpectation> expected() {
        return sessions == null
                ? List.of()
                : sessions.stream()
                        .flatMap(session -> session.toExpectation().stream())
                        .toList();
    }

    private Set<RuleId> overriddenGuards() {
        return override == null ? Set.of() : new HashSet<>(override);
    }

    private Cleanup cleanup() {
        return new Cleanup(
                idleThresholdMinutes == null ? Cleanup.DEFAULT_IDLE_THRESHOLD_MINUTES : idleThresholdMinutes,
                maxTerminations == null ? Cleanup.DEFAULT_MAX_TERMINATIONS : maxTerminations);
    }
}
