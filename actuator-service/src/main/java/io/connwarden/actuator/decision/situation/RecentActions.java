package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The recent actions on a target, for cooldowns (G3), the hourly budgets (G4), sessions set aside (G7), and the next
 * signal to a session.
 *
 * @param lastActions time of the last action of each rule, by the clock of {@link Situation#now}
 * @param repeatedDryRuns the rules that would select the sessions of their last dry runs again
 * @param terminationsLastHour number of sessions that were terminated, or may have been, in the 60 minutes before now,
 *     by any rule or command; a session that is known to exist is not among them
 * @param cancelsLastHour number of signals to cancel in the same time, by any rule or command
 * @param ineffectiveCancels the queries that went on after a cancel in the same time
 * @param unreclaimed the sessions of the sample on which a signal had no effect
 * @param refills the applications that have replaced their terminated sessions, by name
 * @param plans the plans that hold back further plans
 */
public record RecentActions(
        LastActions lastActions,
        Set<RuleId> repeatedDryRuns,
        int terminationsLastHour,
        int cancelsLastHour,
        Set<IneffectiveCancel> ineffectiveCancels,
        List<UnreclaimedSession> unreclaimed,
        Map<String, Refill> refills,
        RecentPlans plans) {
    /** The time after which a rule records a dry run of the same sessions again. */
    public static final Duration MAX_DRY_RUN_AGE = Duration.ofMinutes(5);

    public RecentActions {
        repeatedDryRuns = Set.copyOf(repeatedDryRuns);
        ineffectiveCancels = Set.copyOf(ineffectiveCancels);
        unreclaimed = List.copyOf(unreclaimed);
        refills = Map.copyOf(refills);
        Checks.requireAtLeast("terminationsLastHour", terminationsLastHour, 0);
        Checks.requireAtLeast("cancelsLastHour", cancelsLastHour, 0);
    }

    /** The time of the last action of each rule. Dry runs and real actions have separate cooldowns. */
    public record LastActions(Map<RuleId, Instant> real, Map<RuleId, Instant> dryRuns) {
        public LastActions {
            real = Map.copyOf(real);
            dryRuns = Map.copyOf(dryRuns);
        }

        public Optional<Instant> of(RuleId rule, boolean dryRun) {
            return Optional.ofNullable((dryRun ? dryRuns : real).get(rule));
        }
    }

    /**
     * A query that a cancel did not end.
     *
     * @param stateChange the {@code state_change} of the session at the cancel; another query has another one
     */
    public record IneffectiveCancel(SessionId session, Instant stateChange) {}

    public static RecentActions none() {
        return new RecentActions(
                new LastActions(Map.of(), Map.of()), Set.of(), 0, 0, Set.of(), List.of(), Map.of(), RecentPlans.none());
    }

    /** Returns these actions with one more rule that would repeat its dry runs. */
    public RecentActions withRepeatedDryRun(RuleId rule) {
        Set<RuleId> repeated = EnumSet.of(rule);
        repeated.addAll(repeatedDryRuns);
        return new RecentActions(
                lastActions,
                repeated,
                terminationsLastHour,
                cancelsLastHour,
                ineffectiveCancels,
                unreclaimed,
                refills,
                plans);
    }

    /** Returns true if a cancel of the current query of the session had no effect. */
    public boolean hasIneffectiveCancel(Session session) {
        Instant stateChange = session.activity().stateChange();
        return stateChange != null
                && session.id()
                        .filter(id -> ineffectiveCancels.contains(new IneffectiveCancel(id, stateChange)))
                        .isPresent();
    }
}
