package io.connwarden.actuator.outcome;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.StatusSummary;
import org.jspecify.annotations.Nullable;

/**
 * The target after the action.
 *
 * @param remainingZombies null if the counts are unknown
 * @param health the sample
 */
public record HealthAfterAction(
        StatusSummary snapshot, @Nullable Integer remainingZombies, Health health) {}
