package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
import org.jspecify.annotations.Nullable;

/** A kind of alert about not being able to watch a target. */
abstract class StatusAlert implements AlertKind {
    private final Status status;

    StatusAlert(Status status) {
        this.status = status;
    }

    @Override
    public final Severity severity() {
        return Severity.CRITICAL;
    }

    @Override
    public final boolean firesAtOnce() {
        return false;
    }

    @Override
    public final Judgement judge(Sign sign, @Nullable AlertWatch watch) {
        if (!(sign instanceof Sign.Sampled sampled)) {
            return Judgement.silent();
        }
        Health health = sampled.health();
        return health.status() == status
                ? new Judgement.Bad(health.target() + ": " + trouble(), HealthAlert.described(health))
                : otherwise(health);
    }

    abstract String trouble();

    abstract Judgement otherwise(Health health);
}
