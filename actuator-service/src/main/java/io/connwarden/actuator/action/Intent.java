package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents.IntentSessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A committed intent: the list of sessions and the signals recorded so far.
 *
 * @param before the status of the target at the decision
 * @param sessions in the order of signalling
 * @param spared the spared sessions with their reasons
 * @param state the escalation state that includes this intent
 * @param resumed true if an earlier run may have sent signals without recording them
 * @param plan the plan of a dry run in mode {@code ask}, or of a requested one; null for any other intent
 */
record Intent(
        long id,
        String rule,
        String reason,
        @Nullable StatusSummary before,
        List<IntentSessionState> sessions,
        List<SessionReport> spared,
        EscalationState state,
        boolean resumed,
        @Nullable PlanSummary plan) {
    Intent {
        sessions = List.copyOf(sessions);
        spared = List.copyOf(spared);
    }

    /** Returns true if a sample and possibly another step follow. */
    boolean isEscalating() {
        return RuleId.R1.matches(rule) && !isPlanOfRule();
    }

    boolean dryRun() {
        return state.dryRun();
    }

    private String dryRunReason() {
        return plan != null && isPlanOfRule()
                ? "plan " + plan.id() + " waits for approval, no signal was sent"
                : "dry run, no signal was sent";
    }

    /** Returns false for the plan of a requested dry run, which is reported as any other dry run. */
    private boolean isPlanOfRule() {
        return plan != null && !RuleId.COMMAND.matches(plan.rule());
    }

    /** Returns the intent of a dry run that is a plan. */
    Intent withPlan(PlanSummary pending) {
        return new Intent(id, rule, reason, before, sessions, spared, state, resumed, pending);
    }

    int stepNumber() {
        return state.step();
    }

    /** Returns the outcomes of a dry run. */
    List<IntentSessionOutcome> dryRunOutcomes() {
        return sessions.stream()
                .map(each -> IntentSessionOutcome.forDryRun(each.session(), dryRunReason()))
                .toList();
    }
}
