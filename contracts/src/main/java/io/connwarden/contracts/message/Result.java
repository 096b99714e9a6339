package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of one command or one automatic action. It is published at least once, always under the same event id.
 *
 * @param commandSource CloudEvent source of the command; null for automatic actions
 * @param commandId CloudEvent id of the command; null for automatic actions
 * @param causeEventId id of the health event that caused an automatic action; null for commands
 * @param action null if the action of a rejected command could not be decoded, or if the reader does not know it
 * @param effect the effect on sessions; null for MONITOR, HEALTH, STATUS, PAUSE, RESUME and REJECT
 * @param override ids of the guards that the command overrode; null if it overrode none
 * @param remainingZombies zombies counted after the action; null if no sample was taken
 * @param sessions every session selected, spared or protected, with its outcome
 * @param health the sample taken by MONITOR or HEALTH
 * @param targetState for STATUS, PAUSE and RESUME
 * @param plan the plan of the decision instead of signals; null if there is none
 * @param pauses the pauses in force for the target, for PAUSE, RESUME and STATUS; null for another action
 * @param planId the plan that APPROVE or REJECT names; null for another action
 * @param pauseId the pause with labels or a window that PAUSE began, or that RESUME names; null for another action
 * @param requestedBy name of the requester of the command; null for an automatic action and from a version without it
 * @param commandDigest the digest of the command, as the codec computes it; null for an automatic action and from
 *     a version without it
 */
public record Result(
        @Nullable String commandSource,
        @Nullable String commandId,
        @Nullable String causeEventId,
        String target,
        @Nullable Action action,
        CommandOutcome outcome,
        @Nullable Effect effect,
        @Nullable List<String> override,
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
        @Nullable TargetState targetState,
        @Nullable PlanSummary plan,
        @Nullable List<PauseSummary> pauses,
        @Nullable UUID planId,
        @Nullable UUID pauseId,
        @Nullable String requestedBy,
        @Nullable String commandDigest)
        implements Message {

    /** The CloudEvents source of results. */
    public static final String SOURCE = "urn:connwarden:actuator";

    /**
     * The begin of the event id of a rejection without a stored command. The record was unreadable, or another command
     * uses its source and id.
     */
    public static final String REJECTION_ID_PREFIX = "rejection-";

    /** @throws IllegalArgumentException if a value is out of range or contradicts another one */
    public Result {
        Command.requireTargetOrAll(target);
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        if ((commandSource == null) != (commandId == null)) {
            throw new IllegalArgumentException(
                    "commandSource and commandId must be given together, were " + commandSource + " and " + commandId);
        }
        requireNullOrNotEmpty("commandSource", commandSource);
        requireNullOrNotEmpty("commandId", commandId);
        requireNullOrNotEmpty("causeEventId", causeEventId);
        requireNullOrNotEmpty("commandDigest", commandDigest);
        Checks.requireAtLeast("terminatedCount", terminatedCount, 0);
        Checks.requireAtLeast("cancelledCount", cancelledCount, 0);
        Checks.requireAtLeast("remainingZombies", remainingZombies == null ? 0 : remainingZombies, 0);
        sessions = List.copyOf(sessions);
        override = override == null ? null : List.copyOf(override);
        pauses = pauses == null ? null : List.copyOf(pauses);
    }

    private static void requireNullOrNotEmpty(String name, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be null or not empty");
        }
    }

    /** Returns a builder without sessions, with zero counts and every optional value null. */
    public static Builder builder(
            String target, CommandOutcome outcome, DecisionReason decision, Instant startedAt, Instant finishedAt) {
        return new Builder(target, outcome, decision, startedAt, finishedAt);
    }

    /** Returns a builder with the values of this result. */
    public Builder toBuilder() {
        return new Builder(target, outcome, decision, startedAt, finishedAt)
                .command(commandSource, commandId)
                .causeEventId(causeEventId)
                .action(action)
                .effect(effect)
                .override(override)
                .dryRun(dryRun)
                .terminatedCount(terminatedCount)
                .cancelledCount(cancelledCount)
                .remainingZombies(remainingZombies)
                .sessions(sessions)
                .before(before)
                .after(after)
                .health(health)
                .targetState(targetState)
                .plan(plan)
                .pauses(pauses)
                .planId(planId)
                .pauseId(pauseId)
                .requestedBy(requestedBy)
                .commandDigest(commandDigest);
    }

    /** The builder of a result. Not thread-safe. */
    public static final class Builder {
        private @Nullable String commandSource;
        private @Nullable String commandId;
        private @Nullable String causeEventId;
        private final String target;
        private @Nullable Action action;
        private final CommandOutcome outcome;
        private @Nullable Effect effect;
        private @Nullable List<String> override;
        private boolean dryRun;
        private DecisionReason decision;
        private int terminatedCount;
        private int cancelledCount;
        private @Nullable Integer remainingZombies;
        private List<SessionReport> sessions = List.of();
        private @Nullable StatusSummary before;
        private @Nullable StatusSummary after;
        private final Instant startedAt;
        private final Instant finishedAt;
        private @Nullable Health health;
        private @Nullable TargetState targetState;
        private @Nullable PlanSummary plan;
        private @Nullable List<PauseSummary> pauses;
        private @Nullable UUID planId;
        private @Nullable UUID pauseId;
        private @Nullable String requestedBy;
        private @Nullable String commandDigest;

        private Builder(
                String target, CommandOutcome outcome, DecisionReason decision, Instant startedAt, Instant finishedAt) {
            this.target = target;
            this.outcome = outcome;
            this.decision = decision;
            this.startedAt = startedAt;
            this.finishedAt = finishedAt;
        }

        /** Sets the identity of the command; both values or neither. */
        public Builder command(@Nullable String source, @Nullable String id) {
            this.commandSource = source;
            this.commandId = id;
            return this;
        }

        public Builder decision(DecisionReason decision) {
            this.decision = decision;
            return this;
        }

        public Builder causeEventId(@Nullable String causeEventId) {
            this.causeEventId = causeEventId;
            return this;
        }

        public Builder action(@Nullable Action action) {
            this.action = action;
            return this;
        }

        public Builder effect(@Nullable Effect effect) {
            this.effect = effect;
            return this;
        }

        public Builder override(@Nullable List<String> override) {
            this.override = override;
            return this;
        }

        public Builder dryRun(boolean dryRun) {
            this.dryRun = dryRun;
            return this;
        }

        public Builder terminatedCount(int terminatedCount) {
            this.terminatedCount = terminatedCount;
            return this;
        }

        public Builder cancelledCount(int cancelledCount) {
            this.cancelledCount = cancelledCount;
            return this;
        }

        public Builder remainingZombies(@Nullable Integer remainingZombies) {
            this.remainingZombies = remainingZombies;
            return this;
        }

        public Builder sessions(List<SessionReport> sessions) {
            this.sessions = sessions;
            return this;
        }

        public Builder before(@Nullable StatusSummary before) {
            this.before = before;
            return this;
        }

        public Builder after(@Nullable StatusSummary after) {
            this.after = after;
            return this;
        }

        public Builder health(@Nullable Health health) {
            this.health = health;
            return this;
        }

        public Builder targetState(@Nullable TargetState targetState) {
            this.targetState = targetState;
            return this;
        }

        public Builder pauses(@Nullable List<PauseSummary> pauses) {
            this.pauses = pauses;
            return this;
        }

        public Builder planId(@Nullable UUID planId) {
            this.planId = planId;
            return this;
        }

        public Builder pauseId(@Nullable UUID pauseId) {
            this.pauseId = pauseId;
            return this;
        }

        public Builder requestedBy(@Nullable String requestedBy) {
            this.requestedBy = requestedBy;
            return this;
        }

        public Builder commandDigest(@Nullable String commandDigest) {
            this.commandDigest = commandDigest;
            return this;
        }

        public Builder plan(@Nullable PlanSummary plan) {
            this.plan = plan;
            return this;
        }

        /**
         * Builds the result.
         *
         * @throws IllegalArgumentException if a value is out of range or contradicts another one
         */
        public Result build() {
            return new Result(
                    commandSource,
                    commandId,
                    causeEventId,
                    target,
                    action,
                    outcome,
                    effect,
                    override,
                    dryRun,
                    decision,
                    terminatedCount,
                    cancelledCount,
                    remainingZombies,
                    sessions,
                    before,
                    after,
                    startedAt,
                    finishedAt,
                    health,
                    targetState,
                    plan,
                    pauses,
                    planId,
                    pauseId,
                    requestedBy,
                    commandDigest);
        }
    }
}
