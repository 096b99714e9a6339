package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertEvaluation.clear;
import static io.connwarden.actuator.alerting.AlertEvaluation.clearImmediately;
import static io.connwarden.actuator.alerting.AlertEvaluation.firing;
import static io.connwarden.actuator.alerting.AlertEvaluation.firingImmediately;
import static io.connwarden.actuator.alerting.AlertEvaluation.notApplicable;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.contracts.value.Formats;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of alerts that depend on results. */
final class ActionAlerts {
    private static final Set<SessionOutcome> NOT_RECLAIMED =
            EnumSet.of(SessionOutcome.DENIED, SessionOutcome.UNRESPONSIVE, SessionOutcome.FAILED);
    private static final Set<SessionOutcome> WOULD_BE_SIGNALLED =
            EnumSet.of(SessionOutcome.WOULD_TERMINATE, SessionOutcome.WOULD_CANCEL);
    private static final String MODE_REMEDY =
            "Send an EMERGENCY command to end sessions now, or set policy.mode to act so that R1 ends them";
    private static final FaultKind BUDGET_EXHAUSTED = FaultKind.HOURLY_BUDGET_EXHAUSTED;

    private ActionAlerts() {}

    /** Fires when an emergency has ended and the target is still CRITICAL. An operator must act. */
    static AlertEvaluation emergencyWithoutRelief(AlertInput input, @Nullable AlertProgress state) {
        if (input instanceof AlertInput.ActionFinished action) {
            return afterEmergency(action.result(), action.emergencyAwaitsApproval());
        }
        if (!(input instanceof AlertInput.SampleTaken sample)) {
            return notApplicable();
        }
        Health health = sample.health();
        Counts counts = health.counts();
        HealthStatus status = health.statusOfServer();
        return counts == null || status == HealthStatus.UNKNOWN || status == HealthStatus.CRITICAL
                ? notApplicable()
                : clear(health.target() + ": " + HealthAlerts.slots(counts) + ", no longer critical");
    }

    /**
     * Evaluates the end of an emergency. One that signalled sessions fires at once. One that found no session to signal
     * fires if the next one finds none either. The same holds for one that signals none because of the mode of R1.
     * While a plan of R1 waits for approval, an emergency without a signal does not count.
     */
    private static AlertEvaluation afterEmergency(Result result, boolean awaitsApproval) {
        StatusSummary after = result.after();
        // The dry run of AUTO is mostly one of a mode, and clients send AUTO more often than health events arrive.
        boolean isRequestedDryRun = result.dryRun() && result.causeEventId() == null && result.action() != Action.AUTO;
        boolean isHeldByPlan = awaitsApproval && !hasSignalled(result);
        boolean isCritical = !isRequestedDryRun
                && !isHeldByPlan
                && RuleId.R1.matches(result.decision().rule())
                && after != null
                && after.status() == HealthStatus.CRITICAL;
        if (!isCritical) {
            return notApplicable();
        }
        String description = result.decision().reason();
        if (result.dryRun()) {
            return firing(
                    result.target() + ": still CRITICAL, R1 selected "
                            + Formats.count(countOf(result, WOULD_BE_SIGNALLED), "session")
                            + " and signalled none; manual action required",
                    description + ". " + MODE_REMEDY);
        }
        return hasSignalled(result)
                ? firingImmediately(
                        result.target() + ": still CRITICAL after "
                                + Formats.count(result.terminatedCount(), "termination") + " and "
                                + Formats.count(result.cancelledCount(), "cancellation") + "; manual action required",
                        description)
                : firing(
                        result.target() + ": still CRITICAL, R1 found no session to reclaim; manual action required",
                        description);
    }

    private static boolean hasSignalled(Result result) {
        return reclaimed(result) > 0 || countOf(result, NOT_RECLAIMED) > 0;
    }

    private static int countOf(Result result, Set<SessionOutcome> outcomes) {
        return (int) result.sessions().stream()
                .map(SessionReport::outcome)
                .filter(outcomes::contains)
                .count();
    }

    /**
     * Fires when an action failed as a whole. Resolves with the next action that reclaims a session, or after several
     * HEALTHY samples.
     */
    static AlertEvaluation actionFailed(AlertInput input, @Nullable AlertProgress state) {
        if (input instanceof AlertInput.ActionFinished action) {
            return afterAction(action.result());
        }
        if (!(input instanceof AlertInput.SampleTaken sample)) {
            return notApplicable();
        }
        Health health = sample.health();
        return health.status() == HealthStatus.HEALTHY
                ? clear(health.target() + ": healthy again; the failed action was not repeated")
                : notApplicable();
    }

    private static AlertEvaluation afterAction(Result result) {
        if (result.outcome() == CommandOutcome.FAILED) {
            return firing(
                    result.target() + ": " + describeAction(result.decision().rule()) + " failed",
                    result.decision().reason());
        }
        return reclaimed(result) > 0
                ? clearImmediately(result.target() + ": a later action has reclaimed "
                        + Formats.count(reclaimed(result), "session"))
                : notApplicable();
    }

    /** Fires while sessions exist on which a signal had no effect, at the end of an action and at each check. */
    static AlertEvaluation actionIncomplete(AlertInput input, @Nullable AlertProgress state) {
        if (!(input instanceof AlertInput.ActionFinished action)) {
            return notApplicable();
        }
        return action.incomplete() == null
                ? clearImmediately(action.target() + ": " + FaultKind.ACTION_INCOMPLETE.recovery())
                : FaultAlerts.ofFault(action.target(), action.incomplete());
    }

    /** Fires while a plan waits for approval, at the decision that makes it and at each check. */
    static AlertEvaluation planAwaitsApproval(AlertInput input, @Nullable AlertProgress state) {
        if (!(input instanceof AlertInput.ActionFinished action)) {
            return notApplicable();
        }
        return action.pendingPlan() == null
                ? clearImmediately(action.target() + ": " + FaultKind.PLAN_AWAITS_APPROVAL.recovery())
                : FaultAlerts.ofFault(action.target(), action.pendingPlan());
    }

    /**
     * Fires when the terminations of an hour reach the budget (G4). Resolves with the first check or result
     * below the budget, or one hour after the last firing evaluation.
     */
    static AlertEvaluation hourlyBudgetExhausted(AlertInput input, @Nullable AlertProgress state) {
        if (input instanceof AlertInput.ActionFinished action) {
            return budgetAfterAction(action);
        }
        boolean hasPassed =
                state != null && input.at().isAfter(state.lastFiringAt().plus(TargetState.BUDGET_WINDOW));
        return hasPassed ? clearImmediately(input.target() + ": " + BUDGET_EXHAUSTED.recovery()) : notApplicable();
    }

    private static AlertEvaluation budgetAfterAction(AlertInput.ActionFinished action) {
        String summary = action.target() + ": " + action.terminationsLastHour() + " of " + action.hourlyBudget()
                + " terminations in the last hour";
        return action.hourlyBudget() > 0 && action.terminationsLastHour() >= action.hourlyBudget()
                ? firing(
                        summary + ", hourly budget exhausted (G4)",
                        "No session is terminated until earlier terminations are one hour old, not later than "
                                + action.at().plus(TargetState.BUDGET_WINDOW)
                                + ". " + BUDGET_EXHAUSTED.remedy())
                : clearImmediately(summary);
    }

    private static String describeAction(String rule) {
        return RuleId.COMMAND.matches(rule) || RuleId.NONE.matches(rule)
                ? "the action requested by a command or an event"
                : "the action of " + RuleId.describe(rule);
    }

    private static int reclaimed(Result result) {
        return result.terminatedCount() + result.cancelledCount();
    }
}
