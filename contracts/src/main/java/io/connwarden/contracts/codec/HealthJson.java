package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Health} as it stands in JSON: the counts flat beside the other fields, or absent all together. */
record HealthJson(
        String target,
        HealthStatus status,
        @Nullable Integer totalConnections,
        @Nullable Integer activeConnections,
        @Nullable Integer idleConnections,
        @Nullable Integer idleInTransactionConnections,
        @Nullable Integer zombieConnections,
        @Nullable Integer longIdleConnections,
        @Nullable Integer longRunningConnections,
        @Nullable Integer stuckTransactions,
        @Nullable Integer waitingOnLockConnections,
        @Nullable Double utilizationPercentage,
        @Nullable Double slotUtilizationPercentage,
        @Nullable Integer maxConnections,
        @Nullable Integer usableConnections,
        @Nullable Double visibilityPercentage,
        @Nullable Double oldestTransactionSeconds,
        List<ApplicationUsage> topApplications,
        String reason,
        List<String> recommendations,
        Instant lastCheck,
        @Nullable String serverVersion,
        @Nullable Boolean inRecovery) {

    static HealthJson of(Health health) {
        Counts counts = health.counts();
        return counts == null ? withoutCounts(health) : withCounts(health, counts);
    }

    private static HealthJson withCounts(Health health, Counts counts) {
        return new HealthJson(
                health.target(),
                health.status(),
                counts.totalConnections(),
                counts.activeConnections(),
                counts.idleConnections(),
                counts.idleInTransactionConnections(),
                counts.zombieConnections(),
                counts.longIdleConnections(),
                counts.longRunningConnections(),
                counts.stuckTransactions(),
                counts.waitingOnLockConnections(),
                counts.utilizationPercentage(),
                counts.slotUtilizationPercentage(),
                counts.maxConnections(),
                counts.usableConnections(),
                counts.visibilityPercentage(),
                counts.oldestTransactionSeconds(),
                health.topApplications(),
                health.reason(),
                health.recommendations(),
                health.lastCheck(),
                health.serverVersion(),
                health.inRecovery());
    }

    private static HealthJson withoutCounts(Health health) {
        return new HealthJson(
                health.target(),
                health.status(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                health.topApplications(),
                health.reason(),
                health.recommendations(),
                health.lastCheck(),
                health.serverVersion(),
                health.inRecovery());
    }

    Health toHealth() {
        return new Health(
                target,
                status,
                counts(),
                topApplications,
                reason,
                recommendations,
                lastCheck,
                serverVersion,
                inRecovery);
    }

    /** The schema asks for all of them unless the target was unreachable. */
    private @Nullable Counts counts() {
        if (totalConnections == null) {
            return null;
        }
        return new Counts(
                totalConnections,
                require(activeConnections),
                require(idleConnections),
                require(idleInTransactionConnections),
                require(zombieConnections),
                require(longIdleConnections),
                require(longRunningConnections),
                require(stuckTransactions),
                require(waitingOnLockConnections),
                require(utilizationPercentage),
                require(slotUtilizationPercentage),
                require(maxConnections),
                require(usableConnections),
                require(visibilityPercentage),
                require(oldestTransactionSeconds));
    }

    private static <N extends Number> N require(@Nullable N count) {
        if (count == null) {
            throw new IllegalArgumentException("the counts must be given all together");
        }
        return count;
    }
}
