package io.connwarden.console.view;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a target in its trend. The counts are null if the target was unreachable.
 *
 * @param time time of the sample
 * @param slotUtilizationPercentage client backends / usable slots, in percent
 */
public record TrendPoint(
        Instant time,
        HealthStatus status,
        @Nullable Integer totalConnections,
        @Nullable Integer activeConnections,
        @Nullable Integer idleConnections,
        @Nullable Integer idleInTransactionConnections,
        @Nullable Integer zombieConnections,
        @Nullable Double slotUtilizationPercentage) {

    static TrendPoint of(Health health) {
        Counts counts = health.counts();
        return counts == null
                ? new TrendPoint(health.lastCheck(), health.status(), null, null, null, null, null, null)
                : new TrendPoint(
                        health.lastCheck(),
                        health.status(),
                        counts.totalConnections(),
                        counts.activeConnections(),
                        counts.idleConnections(),
                        counts.idleInTransactionConnections(),
                        counts.zombieConnections(),
                        counts.slotUtilizationPercentage());
    }
}
