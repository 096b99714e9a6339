package io.connwarden.actuator.decision.policy;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code policy.stuck-transactions} as configured. */
public record StuckTransactionsSettings(
        @Nullable Duration olderThan,
        @Nullable Duration idleFor,
        @Nullable Integer maxTerminations) {

    StuckTransactions mergedWith(StuckTransactions base) {
        Duration age = requireNonNullElse(olderThan, base.olderThan());
        return new StuckTransactions(
                age,
                idleFor != null ? idleFor : shorter(age, base.idleFor()),
                requireNonNullElse(maxTerminations, base.maxTerminations()));
    }

    /** Who shortens the age alone means the silence to fit within it. */
    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
