package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentActions.LastActions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The dry runs of automatic actions, and of AUTO because of a mode, that select the same sessions again. A dry run ends
 * no session, so a full server would lead to the same list at the end of each cooldown, for days. Such a rule is held,
 * as in its cooldown, until it selects another session or the last record is old.
 */
final class RepeatedDryRuns {
    /** The time after which the same sessions are recorded again. */
    static final Duration MAX_RECORD_AGE = Duration.ofMinutes(5);

    /** The second of equal dry runs is recorded too, because an alert needs two results in a row. */
    private static final int MAX_RECORDS = 2;

    /**
     * The same for R1 while its alert does not fire: it has resolved, and the server is full again. Dry runs before
     * that do not count for the alert.
     */
    private static final int MAX_RECORDS_WITHOUT_ALERT = 6;

    private final ActionHistory history;
    private final AlertStates alertStates;

    RepeatedDryRuns(ActionHistory history, AlertStates alertStates) {
        this.history = history;
        this.alertStates = alertStates;
    }

    /** Decides, and decides again without each rule that would repeat its dry run. */
    Decision decide(LeasedCommand leased, Situation situation, Function<Situation, Decision> decider) {
        Set<RuleId> held = EnumSet.noneOf(RuleId.class);
        Situation current = situation;
        Decision decision = decider.apply(current);
        // A rule without a cooldown cannot be held.
        while (decision instanceof Decision.Act act && isRepeated(leased, act, situation) && held.add(act.ruleId())) {
            current = withDryRunOf(act.ruleId(), current);
            decision = decider.apply(current);
        }
        return decision instanceof Decision.NoAction noAction && !held.isEmpty() ? withHeld(noAction, held) : decision;
    }

    /** Replaces the cooldowns of held rules by the reason of the hold. The reasons of the other rules are kept. */
    static Decision.NoAction withHeld(Decision.NoAction decision, Set<RuleId> held) {
        Stream<String> others = Stream.of(decision.reason().split("; "))
                .filter(reason -> held.stream().noneMatch(rule -> reason.contains(addedCooldown(rule))));
        return new Decision.NoAction(
                decision.ruleId(),
                Stream.concat(Stream.of(describe(held)), others).collect(Collectors.joining("; ")),
                decision.spared());
    }

    /** Returns the start of the text of G3 about a dry run that was not made. */
    private static String addedCooldown(RuleId rule) {
        return rule + " acted " + Formats.duration(Duration.ZERO) + " ago, cooldown ";
    }

    private boolean isRepeated(LeasedCommand leased, Decision.Act act, Situation situation) {
        return act.dryRun()
                && leased.trigger().obeysModes()
                && !leased.command().dryRun()
                && history.countDryRunsOf(
                                leased.target().id(),
                                act.ruleId().name(),
                                IntentWriter.toRows(act.victims(), situation.serverNow()),
                                situation.now().minus(MAX_RECORD_AGE))
                        >= maxRecords(leased.target().id(), act.ruleId());
    }

    private int maxRecords(String target, RuleId rule) {
        return rule == RuleId.R1 && !isAlertFiring(target) ? MAX_RECORDS_WITHOUT_ALERT : MAX_RECORDS;
    }

    private boolean isAlertFiring(String target) {
        return alertStates.statesOf(List.of(target)).stream()
                .anyMatch(alert ->
                        alert.name().equals(AlertPolicy.EMERGENCY_WITHOUT_RELIEF) && alert.firingSince() != null);
    }

    private static Situation withDryRunOf(RuleId rule, Situation situation) {
        RecentActions recent = situation.recentActions();
        Map<RuleId, Instant> dryRuns = new EnumMap<>(RuleId.class);
        dryRuns.putAll(recent.lastActions().dryRuns());
        dryRuns.put(rule, situation.now());
        return new Situation(
                situation.now(),
                situation.serverNow(),
                situation.clockSteppedAt(),
                situation.status(),
                situation.counts(),
                situation.thresholds(),
                situation.sessions(),
                new RecentActions(
                        new LastActions(recent.lastActions().real(), dryRuns),
                        recent.terminationsLastHour(),
                        recent.cancelsLastHour(),
                        recent.ineffectiveCancels(),
                        recent.unreclaimed(),
                        recent.refills(),
                        recent.plans()),
                situation.pause(),
                situation.connectionLimits());
    }

    private static String describe(Set<RuleId> held) {
        return held.stream().map(RuleId::id).collect(Collectors.joining(" and "))
                + ": the sessions are those of the last dry runs, which are in the log; the same sessions are recorded"
                + " again after " + Formats.duration(MAX_RECORD_AGE);
    }
}
