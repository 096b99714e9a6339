package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.RuleId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was done on the target lately, for cooldowns (G3) and the hourly budget (G4).
 *
 * @param lastActions when each rule last chose somebody, by the clock that {@link Situation#now} is read from. Dry runs
 *     cool down dry runs only: leave real actions out for a dry run and dry ones out for a real one
 * @param terminationsLastHour sessions really terminated in the 60 minutes before now, by whatever rule or command
 */
public record RecentActions(Map<RuleId, Instant> lastActions, int terminationsLastHour) {
    public RecentActions {
        lastActions = Map.copyOf(lastActions);
        if (terminationsLastHour < 0) {
            throw new IllegalArgumentException("terminationsLastHour must be 0 or more, was " + terminationsLastHour);
        }
    }

    public static RecentActions none() {
        return new RecentActions(Map.of(), 0);
    }

    public Optional<Instant> lastActed(RuleId rule) {
        return Optional.ofNullable(lastActions.get(rule));
    }
}
