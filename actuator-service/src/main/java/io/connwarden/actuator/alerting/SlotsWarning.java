package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;

/** Slots are getting scarce. It does not begin where ConnectionSlotsCritical already rings, and does not end there. */
final class SlotsWarning extends HealthAlert {

    @Override
    public String name() {
        return "ConnectionSlotsWarning";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.WARNING;
    }

    @Override
    public boolean firesImmediately() {
        return true;
    }

    @Override
    AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        double taken = counts.slotUtilizationPercentage();
        if (taken <= thresholds.warningSlotUtilization()) {
            return AlertEvaluation.clear(health.target() + ": " + slots(counts) + ", enough free again");
        }
        return taken > thresholds.criticalSlotUtilization() && !firing
                ? AlertEvaluation.notApplicable()
                : new AlertEvaluation.Firing(
                        health.target() + ": " + slots(counts) + ", getting scarce", describe(health));
    }
}
