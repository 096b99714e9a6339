package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one command or one automatic action. Published at least once, always under the same event id.
 *
 * @param commandSource CloudEvent source of the command answered; null for automatic actions
 * @param commandId CloudEvent id of the command answered; null for automatic actions
 * @param causeEventId id of the health event that caused an automatic action; null for commands
 * @param action null when an unreadable command was rejected before its action could be read, and to a reader who
 *     does not know the action yet
 * @param remainingZombies counted after acting; null when nobody looked
 * @param sessions every session chosen, spared or protected, with its outcome
 * @param health the sample taken, for MONITOR and HEALTH
 * @param targetState for STATUS, PAUSE and RESUME
 */
public record Result(
        @Nullable String commandSource,
        @Nullable String commandId,
        @Nullable String causeEventId,
        String target,
        @Nullable Action action,
        CommandOutcome outcome,
        boolean dryRun,
        DecisionReason decision,
        int terminatedCount,
        int cancelledCount,
        @Nullable Integer remainingZombies,
        List<SessionReport> sessions,
        @Nullable StatusSummary before,
        @Nullable StatusSummary after,
        Instant startedAt,
        Instant finishedAt,
        @Nullable Health health,
        @Nullable TargetState targetState)
        implements Message {
    public Result {
        Allowed.targetOrAll(target);
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        if ((commandSource == null) != (commandId == null)) {
            throw new IllegalArgumentException(
                    "commandSource and commandId must be given together, were " + commandSource + " and " + commandId);
        }
        Allowed.notEmpty("commandSource", commandSource);
        Allowed.notEmpty("commandId", commandId);
        Allowed.notEmpty("causeEventId", causeEventId);
        Allowed.count("terminatedCount", terminatedCount);
        Allowed.count("cancelledCount", cancelledCount);
        Allowed.count("remainingZombies", remainingZombies == null ? 0 : remainingZombies);
        sessions = List.copyOf(sessions);
    }
}
