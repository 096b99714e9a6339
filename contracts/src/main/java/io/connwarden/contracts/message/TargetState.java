package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actuator's own state for one target, the answer to STATUS.
 *
 * @param pausedBy who paused it, null when not paused
 * @param laneOpen whether the emergency lane's session is open right now
 * @param hourlyBudget how many terminations one hour may hold
 * @param cooldownUntil by rule, when it may act again; only those still cooling
 */
public record TargetState(
        boolean paused,
        @Nullable String pausedBy,
        boolean dryRun,
        boolean laneOpen,
        int terminationsLastHour,
        int hourlyBudget,
        int commandsWaiting,
        Map<String, Instant> cooldownUntil) {
    public TargetState {
        Allowed.count("terminationsLastHour", terminationsLastHour);
        Allowed.count("hourlyBudget", hourlyBudget);
        Allowed.count("commandsWaiting", commandsWaiting);
        cooldownUntil = Map.copyOf(cooldownUntil);
    }
}
