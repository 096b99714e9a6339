package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;

/** Zombies pile up faster than they are reclaimed: an application leaks connections. */
final class TooManyZombies extends HealthAlert {

    @Override
    public String name() {
        return "TooManyZombies";
    }

    @Override
    public AlertSeverity severity() {
        return AlertSeverity.WARNING;
    }

    @Override
    public boolean firesImmediately() {
        return false;
    }

    @Override
    AlertEvaluation evaluate(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        String figures = health.target() + ": " + counts.zombieConnections() + " zombie sessions, "
                + thresholds.warningZombies() + " allowed";
        return counts.zombieConnections() > thresholds.warningZombies()
                ? new AlertEvaluation.Firing(figures + "; something leaks connections", describe(health))
                : AlertEvaluation.clear(figures);
    }
}
