package io.connwarden.actuator.decision.policy;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code policy.cooldown} as configured. */
public record CooldownSettings(
        @Nullable Duration standard, @Nullable Duration emergency) {

    Cooldown mergedWith(Cooldown base) {
        return new Cooldown(
                requireNonNullElse(standard, base.standard()), requireNonNullElse(emergency, base.emergency()));
    }
}
