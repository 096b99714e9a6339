package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sample of one target. In JSON the counts are flat beside the other fields.
 *
 * @param counts null if the target was {@link HealthStatus#UNREACHABLE}
 * @param topApplications the applications with the most sessions, in descending order
 * @param reason one sentence about the status; contains no password
 * @param lastCheck time of the sample
 * @param serverVersion as the server reports it, such as {@code 15.18}; null if unreachable
 * @param inRecovery true on a standby; null if unreachable
 * @param connectionLimits the limits of roles and databases with the highest utilization, in descending order; absent
 *     in JSON if there is none
 * @param preparedTransactions null if there is none
 * @param serverStatus the status without connection limits and prepared transactions; null if it equals the status
 * @param listeners sessions with LISTEN as their last statement, the latest change first; at most
 *     {@value #MAX_LISTENERS}
 * @param serverStartedAt start of the server by its own clock; another one shows a restart. Null if unreachable or
 *     unknown
 */
public record Health(
        String target,
        HealthStatus status,
        @Nullable Counts counts,
        List<ApplicationUsage> topApplications,
        String reason,
        List<String> recommendations,
        Instant lastCheck,
        @Nullable String serverVersion,
        @Nullable Boolean inRecovery,
        List<ConnectionLimit> connectionLimits,
        @Nullable PreparedTransactions preparedTransactions,
        @Nullable HealthStatus serverStatus,
        List<SessionId> listeners,
        @Nullable Instant serverStartedAt)
        implements Message {
    public static final int MAX_LISTENERS = 200;

    /**
     * The maximum time that a sample may be ahead of the clock of a reader. A later sample has a wrong time and must
     * not be compared with others.
     */
    public static final Duration MAX_CLOCK_LEAD = Duration.ofSeconds(30);

    public Health {
        Checks.requireTargetId("target", target);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(lastCheck, "lastCheck");
        if (status != HealthStatus.UNREACHABLE && (counts == null || serverVersion == null || inRecovery == null)) {
            throw new IllegalArgumentException("counts, serverVersion and inRecovery must be given unless UNREACHABLE");
        }
        topApplications = List.copyOf(topApplications);
        recommendations = List.copyOf(recommendations);
        connectionLimits = List.copyOf(connectionLimits);
        listeners = listeners.stream().limit(MAX_LISTENERS).toList();
    }

    /** Returns this event with the listeners of an earlier event that its readers do not get. */
    public Health withListenersOf(Health earlier) {
        return new Health(
                target,
                status,
                counts,
                topApplications,
                reason,
                recommendations,
                lastCheck,
                serverVersion,
                inRecovery,
                connectionLimits,
                preparedTransactions,
                serverStatus,
                Stream.concat(listeners.stream(), earlier.listeners.stream())
                        .distinct()
                        .toList(),
                serverStartedAt);
    }

    /**
     * Returns the status of the whole server. It does not depend on the connection limits of single roles and
     * databases, so applications of other roles compare this one.
     */
    public HealthStatus statusOfServer() {
        return serverStatus == null ? status : serverStatus;
    }

    /** Returns true if the time of the sample is more than {@link #MAX_CLOCK_LEAD} ahead of the reader's clock. */
    public static boolean isFromFuture(Instant lastCheck, Instant now) {
        return lastCheck.isAfter(now.plus(MAX_CLOCK_LEAD));
    }

    /** Returns a builder without counts, applications and recommendations. */
    public static Builder builder(String target, HealthStatus status, String reason, Instant lastCheck) {
        return new Builder(target, status, reason, lastCheck);
    }

    /** The builder of a health event. Not thread-safe. */
    public static final class Builder {
        private final String target;
        private final HealthStatus status;
        private @Nullable Counts counts;
        private List<ApplicationUsage> topApplications = List.of();
        private final String reason;
        private List<String> recommendations = List.of();
        private final Instant lastCheck;
        private @Nullable String serverVersion;
        private @Nullable Boolean inRecovery;
        private List<ConnectionLimit> connectionLimits = List.of();
        private @Nullable PreparedTransactions preparedTransactions;
        private @Nullable HealthStatus serverStatus;
        private List<SessionId> listeners = List.of();
        private @Nullable Instant serverStartedAt;

        private Builder(String target, HealthStatus status, String reason, Instant lastCheck) {
            this.target = target;
            this.status = status;
            this.reason = reason;
            this.lastCheck = lastCheck;
        }

        public Builder counts(@Nullable Counts counts) {
            this.counts = counts;
            return this;
        }

        public Builder topApplications(List<ApplicationUsage> topApplications) {
            this.topApplications = topApplications;
            return this;
        }

        public Builder recommendations(List<String> recommendations) {
            this.recommendations = recommendations;
            return this;
        }

        public Builder serverVersion(@Nullable String serverVersion) {
            this.serverVersion = serverVersion;
            return this;
        }

        public Builder inRecovery(@Nullable Boolean inRecovery) {
            this.inRecovery = inRecovery;
            return this;
        }

        public Builder listeners(List<SessionId> listeners) {
            this.listeners = listeners;
            return this;
        }

        public Builder serverStartedAt(@Nullable Instant serverStartedAt) {
            this.serverStartedAt = serverStartedAt;
            return this;
        }

        public Builder connectionLimits(List<ConnectionLimit> connectionLimits) {
            this.connectionLimits = connectionLimits;
            return this;
        }

        /** Sets the prepared transactions. None at all is the same as null. */
        public Builder preparedTransactions(@Nullable PreparedTransactions preparedTransactions) {
            this.preparedTransactions =
                    PreparedTransactions.none().equals(preparedTransactions) ? null : preparedTransactions;
            return this;
        }

        /** Sets the status without connection limits and prepared transactions. An equal status is the same as null. */
        public Builder serverStatus(@Nullable HealthStatus serverStatus) {
            this.serverStatus = serverStatus == status ? null : serverStatus;
            return this;
        }

        /**
         * Builds the health event.
         *
         * @throws IllegalArgumentException if a value is out of range or contradicts another one
         */
        public Health build() {
            return new Health(
                    target,
                    status,
                    counts,
                    topApplications,
                    reason,
                    recommendations,
                    lastCheck,
                    serverVersion,
                    inRecovery,
                    connectionLimits,
                    preparedTransactions,
                    serverStatus,
                    listeners,
                    serverStartedAt);
        }
    }
}
