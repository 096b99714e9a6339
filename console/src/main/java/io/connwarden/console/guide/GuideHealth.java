package io.connwarden.console.guide;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import java.time.Instant;
import java.util.List;

/**
 * The health of a target, with the fields of both endpoints: those of the application on the top level, and those of
 * {@code connection_pool_health_check()} in {@code metrics}.
 *
 * @param lastCheck time of the sample
 */
record GuideHealth(
        String status,
        int totalConnections,
        int activeConnections,
        int idleConnections,
        int zombieConnections,
        double utilizationPercentage,
        int maxConnections,
        Instant lastCheck,
        HealthMetrics metrics,
        List<String> recommendations,
        Instant timestamp) {

    /** The counts under the names of {@code connection_pool_health_check()}. */
    record HealthMetrics(
            @JsonProperty("total_connections") int totalConnections,
            @JsonProperty("active_connections") int activeConnections,
            @JsonProperty("idle_connections") int idleConnections,
            @JsonProperty("idle_in_transaction") int idleInTransaction,
            @JsonProperty("zombie_connections") int zombieConnections,
            @JsonProperty("long_idle_connections") int longIdleConnections,
            @JsonProperty("long_running_connections") int longRunningConnections,
            @JsonProperty("stuck_transactions") int stuckTransactions,
            @JsonProperty("waiting_on_lock") int waitingOnLock,
            @JsonProperty("max_connections") int maxConnections,
            @JsonProperty("usable_connections") int usableConnections,
            @JsonProperty("utilization_percentage") double utilizationPercentage,
            @JsonProperty("slot_utilization_percentage") double slotUtilizationPercentage,
            @JsonProperty("visibility_percentage") double visibilityPercentage) {

        static HealthMetrics of(Counts counts) {
            return new HealthMetrics(
                    counts.totalConnections(),
                    counts.activeConnections(),
                    counts.idleConnections(),
                    counts.idleInTransactionConnections(),
                    counts.zombieConnections(),
                    counts.longIdleConnections(),
                    counts.longRunningConnections(),
                    counts.stuckTransactions(),
                    counts.waitingOnLockConnections(),
                    counts.maxConnections(),
                    counts.usableConnections(),
                    counts.utilizationPercentage(),
                    counts.slotUtilizationPercentage(),
                    counts.visibilityPercentage());
        }
    }

    static GuideHealth of(Health health, Counts counts) {
        return new GuideHealth(
                health.status().name(),
                counts.totalConnections(),
                counts.activeConnections(),
                counts.idleConnections(),
                counts.zombieConnections(),
                counts.utilizationPercentage(),
                counts.maxConnections(),
                health.lastCheck(),
                HealthMetrics.of(counts),
                GuideRecommendations.of(GuideMetrics.of(health.status(), counts)),
                health.lastCheck());
    }
}
