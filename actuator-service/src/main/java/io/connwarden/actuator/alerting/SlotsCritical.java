package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Severity;

/** Slots are about to run out, or have. */
final class SlotsCritical extends HealthAlert {

    @Override
    public String name() {
        return "ConnectionSlotsCritical";
    }

    @Override
    public Severity severity() {
        return Severity.CRITICAL;
    }

    @Override
    public boolean firesAtOnce() {
        return true;
    }

    @Override
    Judgement judge(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        return counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization()
                ? new Judgement.Bad(health.target() + ": " + slots(counts) + ", almost full", described(health))
                : Judgement.better(health.target() + ": " + slots(counts) + ", no longer critical");
    }
}
