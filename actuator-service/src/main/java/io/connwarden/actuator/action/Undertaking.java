package io.connwarden.actuator.action;

import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.outcome.Cause;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.sql.store.ClaimedCommand;
import java.time.Instant;

/** A command in work, with all that holds for its target. */
record Undertaking(ClaimedCommand claimed, Command command, WatchedTarget target) {

    static Undertaking of(ClaimedCommand claimed, WatchedTarget target) {
        return new Undertaking(claimed, EventCodec.standard().fromJson(Command.class, claimed.data()), target);
    }

    Cause cause() {
        return new Cause(claimed.id(), command, claimed.cause(), claimed.acceptedAt());
    }

    boolean dryRun() {
        return command.dryRun() || target.policy().dryRun();
    }

    boolean expired(Instant now) {
        return !now.isBefore(claimed.expiresAt());
    }

    /** An automatic action was accepted to expire when its health event does, so the one tells the other. */
    Occasion occasion() {
        EventId health = claimed.cause();
        return health == null
                ? new Occasion.Requested(command)
                : new Occasion.Automatic(
                        health.id(), claimed.expiresAt().minus(target.policy().healthValidFor()));
    }
}
