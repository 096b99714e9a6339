package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import java.util.List;
import java.util.function.Function;

/**
 * The dry runs of automatic actions, and of AUTO because of a mode, that select the same sessions again. A dry run ends
 * no session, so a full server would lead to the same list at the end of each cooldown, for days. Such a rule is held
 * until it selects another session, or until the records are old.
 */
final class RepeatedDryRuns {
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
        Situation current = situation;
        Decision decision = decider.apply(current);
        while (decision instanceof Decision.Act act && isRepeated(leased, act, current)) {
            current = current.with(current.recentActions().withRepeatedDryRun(act.ruleId()));
            decision = decider.apply(current);
        }
        return decision;
    }

    private boolean isRepeated(LeasedCommand leased, Decision.Act act, Situation situation) {
        return act.dryRun()
                && !situation.recentActions().repeatedDryRuns().contains(act.ruleId())
                && leased.trigger().obeysModes()
                && !leased.command().dryRun()
                && history.countDryRunsOf(
                                leased.target().id(),
                                act.ruleId().name(),
                                IntentWriter.toRows(act.victims(), situation.serverNow()),
                                situation.now().minus(RecentActions.MAX_DRY_RUN_AGE))
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
}
