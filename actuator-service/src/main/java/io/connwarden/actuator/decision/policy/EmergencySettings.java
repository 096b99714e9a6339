package io.connwarden.actuator.decision.policy;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code policy.emergency} as configured. */
public record EmergencySettings(
        @Nullable Duration idleFor,
        @Nullable Integer maxTerminations,
        @Nullable Duration activeFor,
        @Nullable Integer maxCancels,
        @Nullable Duration stuckFor,
        @Nullable Integer maxStuck,
        @Nullable Double reliefPercentage,
        @Nullable Integer maxSteps,
        @Nullable Duration nextIdleFor,
        @Nullable Integer nextMaxTerminations) {

    Emergency mergedWith(Emergency base) {
        return new Emergency(
                requireNonNullElse(idleFor, base.idleFor()),
                requireNonNullElse(maxTerminations, base.maxTerminations()),
                requireNonNullElse(activeFor, base.activeFor()),
                requireNonNullElse(maxCancels, base.maxCancels()),
                requireNonNullElse(stuckFor, base.stuckFor()),
                requireNonNullElse(maxStuck, base.maxStuck()),
                requireNonNullElse(reliefPercentage, base.reliefPercentage()),
                requireNonNullElse(maxSteps, base.maxSteps()),
                nextIdleFor(base),
                requireNonNullElse(nextMaxTerminations, base.nextMaxTerminations()));
    }

    /** Who shortens the first rung alone means the next one to be no gentler. */
    private Duration nextIdleFor(Emergency base) {
        if (nextIdleFor != null) {
            return nextIdleFor;
        }
        return idleFor != null && idleFor.compareTo(base.nextIdleFor()) < 0 ? idleFor : base.nextIdleFor();
    }
}
