package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;

/** Slots are about to run out, or have. */
final class SlotsCritical extends HealthAlert {

    @Override
    public String name() {
        return "ConnectionSlotsCritical";
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
    AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        return counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization()
                ? new AlertEvaluation.Firing(health.target() + ": " + slots(counts) + ", almost full", describe(health))
                : AlertEvaluation.clear(health.target() + ": " + slots(counts) + ", no longer critical");
    }
}
