package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertEvaluation.clear;
import static io.connwarden.actuator.alerting.AlertEvaluation.firing;
import static io.connwarden.actuator.alerting.AlertEvaluation.notApplicable;

import io.connwarden.contracts.assessment.ConnectionLimits;
import io.connwarden.contracts.assessment.PreparedTransactionText;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.PreparedTransactions;
import java.util.List;

/** The conditions of alerts that depend on connection limits and prepared transactions. */
final class ServerStateAlerts {
    private ServerStateAlerts() {}

    static AlertEvaluation limitsCritical(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        List<ConnectionLimit> full =
                ConnectionLimits.above(thresholds.criticalSlotUtilization(), health.connectionLimits());
        return full.isEmpty()
                ? clear(health.target() + ": no CONNECTION LIMIT above the critical threshold")
                : firing(summary(health, full, "critical"), HealthAlerts.describe(health));
    }

    /** Above the critical threshold this alert neither fires nor resolves: ConnectionLimitCritical covers it. */
    static AlertEvaluation limitsWarning(Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        List<ConnectionLimit> nearlyFull =
                ConnectionLimits.above(thresholds.warningSlotUtilization(), health.connectionLimits());
        if (nearlyFull.isEmpty()) {
            return clear(health.target() + ": no CONNECTION LIMIT above the warning threshold");
        }
        boolean anyBelowCritical = nearlyFull.stream()
                .anyMatch(limit -> limit.utilizationPercentage() <= thresholds.criticalSlotUtilization());
        return anyBelowCritical || isFiring
                ? firing(summary(health, nearlyFull, "warning"), HealthAlerts.describe(health))
                : notApplicable();
    }

    static AlertEvaluation preparedTransactionOrphaned(
            Health health, Counts counts, Thresholds thresholds, boolean isFiring) {
        PreparedTransactions prepared = health.preparedTransactions();
        return prepared == null || prepared.overdue() == 0
                ? clear(health.target() + ": no prepared transaction above the threshold")
                : firing(
                        health.target() + ": "
                                + PreparedTransactionText.overdue(prepared, thresholds.preparedTransaction()),
                        HealthAlerts.describe(health));
    }

    private static String summary(Health health, List<ConnectionLimit> limits, String level) {
        return health.target() + ": " + ConnectionLimits.describe(limits) + ", above the " + level + " threshold";
    }
}
