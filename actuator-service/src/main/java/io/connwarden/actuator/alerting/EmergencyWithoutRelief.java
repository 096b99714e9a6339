package io.connwarden.actuator.alerting;

import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.StatusSummary;
import org.jspecify.annotations.Nullable;

/** An emergency did what it may and the target is still critical: a person must act. */
final class EmergencyWithoutRelief implements AlertKind {

    @Override
    public String name() {
        return "EmergencyWithoutRelief";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.CRITICAL;
    }

    @Override
    public boolean firesImmediately() {
        return true;
    }

    @Override
    public AlertEvaluation evaluate(AlertSignal sign, @Nullable AlertState watch) {
        if (sign instanceof AlertSignal.ActionFinished acted) {
            return afterActing(acted.result());
        }
        Health health = ((AlertSignal.SampleTaken) sign).health();
        Counts counts = health.counts();
        return counts == null || health.status() == HealthStatus.UNKNOWN || health.status() == HealthStatus.CRITICAL
                ? AlertEvaluation.notApplicable()
                : AlertEvaluation.clear(health.target() + ": " + HealthAlert.slots(counts) + ", relieved");
    }

    private static AlertEvaluation afterActing(Result result) {
        StatusSummary after = result.after();
        return !result.dryRun()
                        && RuleId.R1.matches(result.decision().rule())
                        && after != null
                        && after.status() == HealthStatus.CRITICAL
                ? new AlertEvaluation.Firing(
                        result.target() + ": still critical after ending " + result.terminatedCount()
                                + " and cancelling " + result.cancelledCount() + ", act by hand",
                        result.decision().reason())
                : AlertEvaluation.notApplicable();
    }
}
