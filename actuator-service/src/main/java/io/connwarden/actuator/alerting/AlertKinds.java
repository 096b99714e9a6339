package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import java.util.List;

/** The list of all kinds of alerts. */
final class AlertKinds {
    private AlertKinds() {}

    static List<AlertKind> all() {
        return List.of(
                immediate(
                        "ConnectionSlotsCritical",
                        AlertSeverity.CRITICAL,
                        HealthAlerts.ofCounts(HealthAlerts::slotsCritical)),
                immediate(
                        "ConnectionSlotsWarning",
                        AlertSeverity.WARNING,
                        HealthAlerts.ofCounts(HealthAlerts::slotsWarning)),
                immediate(
                        "ConnectionLimitCritical",
                        AlertSeverity.CRITICAL,
                        HealthAlerts.ofCounts(ServerStateAlerts::limitsCritical)),
                immediate(
                        "ConnectionLimitWarning",
                        AlertSeverity.WARNING,
                        HealthAlerts.ofCounts(ServerStateAlerts::limitsWarning)),
                repeated("TooManyZombies", AlertSeverity.WARNING, HealthAlerts.ofCounts(HealthAlerts::tooManyZombies)),
                repeated(
                        "StuckTransactions",
                        AlertSeverity.WARNING,
                        HealthAlerts.ofCounts(HealthAlerts::stuckTransactions)),
                repeated(
                        "PreparedTransactionOrphaned",
                        AlertSeverity.WARNING,
                        HealthAlerts.ofCounts(ServerStateAlerts::preparedTransactionOrphaned)),
                repeated(
                        "TargetUnreachable",
                        AlertSeverity.CRITICAL,
                        HealthAlerts.ofHealth(HealthAlerts::targetUnreachable)),
                repeated(
                        "TargetNotVisible",
                        AlertSeverity.CRITICAL,
                        HealthAlerts.ofHealth(HealthAlerts::targetNotVisible)),
                repeated(
                        FaultKind.HEALTH_EVENTS_FROM_FUTURE.alertName(),
                        FaultKind.HEALTH_EVENTS_FROM_FUTURE.severity(),
                        HealthAlerts::eventsFromFuture),
                repeated(
                                AlertPolicy.EMERGENCY_WITHOUT_RELIEF,
                                AlertSeverity.CRITICAL,
                                ActionAlerts::emergencyWithoutRelief)
                        .withRenewedText(),
                immediate("ActionFailed", AlertSeverity.WARNING, ActionAlerts::actionFailed)
                        .withRenewedText(),
                ofFault(FaultKind.ACTION_INCOMPLETE, ActionAlerts::actionIncomplete)
                        .withRenewedText(),
                ofFault(FaultKind.POOL_TOO_LARGE).withRenewedText(),
                ofFault(FaultKind.PLAN_AWAITS_APPROVAL, ActionAlerts::planAwaitsApproval)
                        .withRenewedText(),
                ofFault(FaultKind.HOURLY_BUDGET_EXHAUSTED, ActionAlerts::hourlyBudgetExhausted),
                ofFault(FaultKind.TARGET_UNREACHABLE_BY_ACTUATOR),
                ofFault(FaultKind.PRIVILEGE_MISSING),
                ofFault(FaultKind.HEALTH_EVENTS_MISSING),
                ofFault(FaultKind.HEALTH_EVENTS_STALE),
                ofFault(FaultKind.PAUSED_TOO_LONG),
                ofFault(FaultKind.CONSUMER_NOT_ADVANCING),
                ofFault(FaultKind.RECORDS_BEHIND_OPEN_TRANSACTION),
                ofFault(FaultKind.RECORDS_DEAD_LETTERED),
                ofFault(FaultKind.TOPIC_NOT_WRITABLE));
    }

    /** Returns a kind that fires with the first firing evaluation. */
    private static AlertKind immediate(String name, AlertSeverity severity, AlertKind.Evaluator evaluator) {
        return new AlertKind(name, severity, true, false, evaluator);
    }

    /** Returns a kind that fires after several firing evaluations in a row. */
    private static AlertKind repeated(String name, AlertSeverity severity, AlertKind.Evaluator evaluator) {
        return new AlertKind(name, severity, false, false, evaluator);
    }

    /** Returns a kind that fires when a fault has lasted for its limit. */
    private static AlertKind ofFault(FaultKind kind) {
        return immediate(kind.alertName(), kind.severity(), FaultAlerts.of(kind));
    }

    /** Returns a kind that also evaluates the other inputs. */
    private static AlertKind ofFault(FaultKind kind, AlertKind.Evaluator ofOtherInputs) {
        return immediate(kind.alertName(), kind.severity(), FaultAlerts.of(kind, ofOtherInputs));
    }
}
