package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Severity;

/** Slots are getting scarce. It does not begin where ConnectionSlotsCritical already rings, and does not end there. */
final class SlotsWarning extends HealthAlert {

    @Override
    public String name() {
        return "ConnectionSlotsWarning";
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public boolean firesAtOnce() {
        return true;
    }

    @Override
    Judgement judge(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        double taken = counts.slotUtilizationPercentage();
        if (taken <= thresholds.warningSlotUtilization()) {
            return Judgement.better(health.target() + ": " + slots(counts) + ", enough free again");
        }
        return taken > thresholds.criticalSlotUtilization() && !firing
                ? Judgement.silent()
                : new Judgement.Bad(health.target() + ": " + slots(counts) + ", getting scarce", described(health));
    }
}
