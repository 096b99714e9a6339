package io.connwarden.actuator.decision.policy;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The blocks {@code policy.zombie-cleanup} and {@code policy.gentle-cleanup} as configured. */
public record IdleCleanupSettings(
        @Nullable Duration idleFor, @Nullable Integer maxTerminations) {

    IdleCleanup mergedWith(IdleCleanup base) {
        return new IdleCleanup(
                requireNonNullElse(idleFor, base.idleFor()),
                requireNonNullElse(maxTerminations, base.maxTerminations()));
    }
}
