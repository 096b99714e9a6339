package io.connwarden.actuator.alerting;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code alerting} as configured; what is left out keeps its default. */
public record AlertSettings(
        @Nullable Integer fireAfter,
        @Nullable Integer resolveAfter,
        @Nullable Duration signalMaxAge) {

    public static AlertSettings none() {
        return new AlertSettings(null, null, null);
    }

    /**
     * These limits over the base.
     *
     * @throws IllegalArgumentException beginning with the key below {@code alerting.}
     */
    public AlertLimits mergedWith(AlertLimits base) {
        return new AlertLimits(
                requireNonNullElse(fireAfter, base.fireAfter()),
                requireNonNullElse(resolveAfter, base.resolveAfter()),
                requireNonNullElse(signalMaxAge, base.signalMaxAge()));
    }
}
