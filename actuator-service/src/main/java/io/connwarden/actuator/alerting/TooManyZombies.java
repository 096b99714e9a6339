package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Severity;

/** Zombies pile up faster than they are reclaimed: an application leaks connections. */
final class TooManyZombies extends HealthAlert {

    @Override
    public String name() {
        return "TooManyZombies";
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public boolean firesAtOnce() {
        return false;
    }

    @Override
    Judgement judge(Health health, Counts counts, Thresholds thresholds, boolean firing) {
        String figures = health.target() + ": " + counts.zombieConnections() + " zombie sessions, "
                + thresholds.warningZombies() + " allowed";
        return counts.zombieConnections() > thresholds.warningZombies()
                ? new Judgement.Bad(figures + "; something leaks connections", described(health))
                : Judgement.better(figures);
    }
}
