package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;

/** No connection to the target. */
final class TargetUnreachable extends StatusAlert {

    TargetUnreachable() {
        super(HealthStatus.UNREACHABLE);
    }

    @Override
    public String name() {
        return "TargetUnreachable";
    }

    @Override
    String trouble() {
        return "cannot be reached, nobody guards it now";
    }

    @Override
    AlertEvaluation otherwise(Health health) {
        return AlertEvaluation.clearImmediately(health.target() + ": reached again");
    }
}
