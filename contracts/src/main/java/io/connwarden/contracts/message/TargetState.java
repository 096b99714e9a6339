package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actuator's state for one target.
 *
 * @param pausedBy name of the requester of the pause; null if not paused
 * @param emergencyConnectionOpen true if the emergency connection is open
 * @param hourlyBudget maximum number of terminations per hour
 * @param terminationsLastHour sessions that were terminated, or may have been; a session that is known to exist after
 *     its signal is not among them
 * @param unreclaimedSessions sessions that still exist although they were signalled, or the signal was denied; null
 *     from a version that does not count them
 * @param cooldownUntil end of the cooldown by rule id; contains only rules in cooldown
 * @param modes the modes of the rules, such as {@code watch}, or {@code R1 act, R2 watch, R3 watch, R4 act}; null from
 *     a version without modes
 * @param pendingPlans the plans that wait for approval; null if there is none
 */
public record TargetState(
        boolean paused,
        @Nullable String pausedBy,
        boolean dryRun,
        boolean emergencyConnectionOpen,
        int terminationsLastHour,
        int hourlyBudget,
        @Nullable Integer unreclaimedSessions,
        int commandsWaiting,
        Map<String, Instant> cooldownUntil,
        @Nullable String modes,
        @Nullable List<PlanSummary> pendingPlans) {
    /** The period of the hourly budget. */
    public static final Duration BUDGET_WINDOW = Duration.ofHours(1);

    public TargetState {
        Checks.requireAtLeast("terminationsLastHour", terminationsLastHour, 0);
        Checks.requireAtLeast("hourlyBudget", hourlyBudget, 0);
        Checks.requireAtLeast("unreclaimedSessions", unreclaimedSessions == null ? 0 : unreclaimedSessions, 0);
        Checks.requireAtLeast("commandsWaiting", commandsWaiting, 0);
        cooldownUntil = Map.copyOf(cooldownUntil);
        pendingPlans = pendingPlans == null ? null : List.copyOf(pendingPlans);
    }
}
