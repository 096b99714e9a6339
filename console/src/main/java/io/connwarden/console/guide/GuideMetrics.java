package io.connwarden.console.guide;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;

/**
 * The counts of a target under the names of {@code monitor_connections()}.
 *
 * @param utilizationPct sessions / max_connections, in percent
 */
record GuideMetrics(
        @JsonProperty("total_conn") int totalConn,
        @JsonProperty("active_conn") int activeConn,
        @JsonProperty("idle_conn") int idleConn,
        @JsonProperty("zombie_conn") int zombieConn,
        @JsonProperty("long_idle_conn") int longIdleConn,
        @JsonProperty("utilization_pct") double utilizationPct,
        @JsonProperty("max_conn") int maxConn,
        String status) {

    static GuideMetrics of(HealthStatus status, Counts counts) {
        return new GuideMetrics(
                counts.totalConnections(),
                counts.activeConnections(),
                counts.idleConnections(),
                counts.zombieConnections(),
                counts.longIdleConnections(),
                counts.utilizationPercentage(),
                counts.maxConnections(),
                status.name());
    }
}
