package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Plan.PlannedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The comparison of a plan with a new sample. The decision on the plan reports each of its sessions.
 *
 * @param approval the approval in words, for the reason
 */
record PlanReview(Plan plan, String approval, Situation situation) {

    /** Adds the approval, and the sessions of the plan that the rule did not propose again. */
    Decision complete(Decision decision) {
        List<SparedSession> notProposed = notProposed(decision);
        List<SparedSession> spared = new ArrayList<>(notProposed);
        spared.addAll(decision.spared());
        String reason = approval + ": " + decision.reason() + describe(notProposed);
        return decision instanceof Decision.Act act
                ? new Decision.Act(act.ruleId(), reason, act.victims(), spared, act.dryRun())
                : new Decision.NoAction(decision.ruleId(), reason, spared);
    }

    private List<SparedSession> notProposed(Decision decision) {
        Set<Session> decided = new HashSet<>();
        decision.spared().forEach(spared -> decided.add(spared.session()));
        if (decision instanceof Decision.Act act) {
            act.victims().forEach(victim -> decided.add(victim.session()));
        }
        return plan.sessions().stream()
                .map(this::report)
                .filter(spared -> !decided.contains(spared.session()))
                .toList();
    }

    private SparedSession report(PlannedSession planned) {
        return planned.find(situation.sessions())
                .map(session -> planned.isUnchanged(session)
                        ? new SparedSession(
                                session,
                                plan.rule(),
                                SessionOutcome.SPARED,
                                "unchanged since the plan; spared: " + plan.rule() + " does not select it any more")
                        : new SparedSession(session, RuleId.COMMAND, SessionOutcome.CHANGED, "changed since the plan"))
                .orElseGet(() -> new SparedSession(
                        Session.notFound(planned.id()),
                        RuleId.COMMAND,
                        SessionOutcome.ALREADY_GONE,
                        "ended since the plan"));
    }

    private String describe(List<SparedSession> notProposed) {
        long changed = notProposed.stream()
                .filter(spared -> spared.outcome() != SessionOutcome.SPARED)
                .count();
        return changed == 0
                ? ""
                : "; " + changed + " of " + Formats.count(plan.sessions().size(), "session")
                        + " changed or ended since the plan";
    }
}
