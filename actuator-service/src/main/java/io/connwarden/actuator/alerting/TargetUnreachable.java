package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;

/** No connection to the target. */
final class TargetUnreachable extends StatusAlert {

    TargetUnreachable() {
        super(Status.UNREACHABLE);
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
    Judgement otherwise(Health health) {
        return Judgement.settled(health.target() + ": reached again");
    }
}
