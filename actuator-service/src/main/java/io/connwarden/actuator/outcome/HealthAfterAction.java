package io.connwarden.actuator.outcome;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.StatusSummary;
import org.jspecify.annotations.Nullable;

/**
 * The target after acting.
 *
 * @param remainingZombies null when the target could not be seen
 * @param health what was counted
 */
public record HealthAfterAction(
        StatusSummary snapshot, @Nullable Integer remainingZombies, Health health) {}
