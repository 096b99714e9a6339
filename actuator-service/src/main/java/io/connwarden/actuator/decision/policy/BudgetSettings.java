package io.connwarden.actuator.decision.policy;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/** The block {@code policy.budget} as configured. */
public record BudgetSettings(
        @Nullable Double sessionsPercentage, @Nullable Integer terminationsPerHour) {

    Budget mergedWith(Budget base) {
        return new Budget(
                requireNonNullElse(sessionsPercentage, base.sessionsPercentage()),
                requireNonNullElse(terminationsPerHour, base.terminationsPerHour()));
    }
}
