package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;

/** The target is reached, and its sessions cannot be seen. */
final class TargetUnseen extends StatusAlert {

    TargetUnseen() {
        super(Status.UNKNOWN);
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
    Judgement otherwise(Health health) {
        return health.status() == Status.UNREACHABLE
                ? Judgement.silent()
                : Judgement.settled(health.target() + ": its sessions can be seen again");
    }
}
