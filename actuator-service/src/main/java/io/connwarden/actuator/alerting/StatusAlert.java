package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import org.jspecify.annotations.Nullable;

/** A kind of alert about not being able to watch a target. */
abstract class StatusAlert implements AlertKind {
    private final HealthStatus status;

    StatusAlert(HealthStatus status) {
        this.status = status;
    }

    @Override
    public final AlertSeverity severity() {
        return AlertSeverity.CRITICAL;
    }

    @Override
    public final boolean firesImmediately() {
        return false;
    }

    @Override
    public final AlertEvaluation evaluate(AlertSignal sign, @Nullable AlertState watch) {
        if (!(sign instanceof AlertSignal.SampleTaken sampled)) {
            return AlertEvaluation.notApplicable();
        }
        Health health = sampled.health();
        return health.status() == status
                ? new AlertEvaluation.Firing(health.target() + ": " + trouble(), HealthAlert.describe(health))
                : otherwise(health);
    }

    abstract String trouble();

    abstract AlertEvaluation otherwise(Health health);
}
