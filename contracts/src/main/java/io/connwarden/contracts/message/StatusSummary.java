package io.connwarden.contracts.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A target's status and slot utilization at one moment. */
public record StatusSummary(HealthStatus status, @Nullable Double slotUtilizationPercentage) {
    public StatusSummary {
        Objects.requireNonNull(status, "status");
        Allowed.measure("slotUtilizationPercentage", slotUtilizationPercentage == null ? 0 : slotUtilizationPercentage);
    }
}
