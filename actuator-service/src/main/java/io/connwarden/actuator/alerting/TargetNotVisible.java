package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;

/** The target is reached, and its sessions cannot be seen. */
final class TargetNotVisible extends StatusAlert {

    TargetNotVisible() {
        super(HealthStatus.UNKNOWN);
    }

    @Override
    public String name() {
        return "TargetUnseen";
    }

    @Override
    String trouble() {
        return "its sessions cannot be seen, nobody guards it now; GRANT pg_monitor";
    }

    @Override
    AlertEvaluation otherwise(Health health) {
        return health.status() == HealthStatus.UNREACHABLE
                ? AlertEvaluation.notApplicable()
                : AlertEvaluation.clearImmediately(health.target() + ": its sessions can be seen again");
    }
}
