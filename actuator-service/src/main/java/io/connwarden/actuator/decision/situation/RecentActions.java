package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The recent actions on a target, for cooldowns (G3) and the hourly budget (G4).
 *
 * @param lastActions time of the last action of each rule, by the clock of {@link Situation#now}. Dry runs and real
 *     actions have separate cooldowns, so a dry run contains only dry runs here
 * @param terminationsLastHour number of signals to terminate in the 60 minutes before now, by any rule or command
 */
public record RecentActions(Map<RuleId, Instant> lastActions, int terminationsLastHour) {
    public RecentActions {
        lastActions = Map.copyOf(lastActions);
        Checks.requireAtLeast("terminationsLastHour", terminationsLastHour, 0);
    }

    public static RecentActions none() {
        return new RecentActions(Map.of(), 0);
    }

    public Optional<Instant> lastActed(RuleId rule) {
        return Optional.ofNullable(lastActions.get(rule));
    }
}
