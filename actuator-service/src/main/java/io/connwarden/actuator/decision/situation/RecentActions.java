package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recent actions on a target, for cooldowns (G3), the hourly budget (G4) and sessions set aside (G7).
 *
 * @param lastActions time of the last action of each rule, by the clock of {@link Situation#now}. Dry runs and real
 *     actions have separate cooldowns, so a dry run contains only dry runs here
 * @param terminationsLastHour number of sessions that were terminated, or may have been, in the 60 minutes before now,
 *     by any rule or command; a session that is known to exist is not among them
 * @param unreclaimed the sessions of the sample on which a signal had no effect
 * @param refills the applications that have replaced their terminated sessions, by name
 */
public record RecentActions(
        Map<RuleId, Instant> lastActions,
        int terminationsLastHour,
        List<UnreclaimedSession> unreclaimed,
        Map<String, Refill> refills) {
    public RecentActions {
        lastActions = Map.copyOf(lastActions);
        unreclaimed = List.copyOf(unreclaimed);
        refills = Map.copyOf(refills);
        Checks.requireAtLeast("terminationsLastHour", terminationsLastHour, 0);
    }

    public static RecentActions none() {
        return new RecentActions(Map.of(), 0, List.of(), Map.of());
    }

    public Optional<Instant> lastActed(RuleId rule) {
        return Optional.ofNullable(lastActions.get(rule));
    }
}
