package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status and slot utilization of a target at one time. */
public record StatusSummary(HealthStatus status, @Nullable Double slotUtilizationPercentage) {
    public StatusSummary {
        Objects.requireNonNull(status, "status");
        Checks.requireNotNegative(
                "slotUtilizationPercentage", slotUtilizationPercentage == null ? 0 : slotUtilizationPercentage);
    }
}
