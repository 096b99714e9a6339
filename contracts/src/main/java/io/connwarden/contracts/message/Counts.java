package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one sample. They cover client backends only: background workers and walsenders hold no slot.
 *
 * @param totalConnections client backends of the whole server
 * @param idleInTransactionConnections in {@code idle in transaction}, aborted ones included
 * @param zombieConnections idle for longer than the zombie threshold, without the sessions of Connwarden and of
 *     superusers, which no rule may end
 * @param longIdleConnections idle for longer than the long-idle threshold (zombies included)
 * @param longRunningConnections active with a query older than the long-running threshold, without those that wait
 *     for their client in an open transaction
 * @param stuckTransactions in an open transaction older than the stuck threshold and waiting for the client, whatever
 *     the state
 * @param waitingOnLockConnections waiting on a heavyweight lock
 * @param utilizationPercentage totalConnections / maxConnections * 100
 * @param slotUtilizationPercentage totalConnections / usableConnections * 100; thresholds compare this one
 * @param maxConnections the server's {@code max_connections}
 * @param usableConnections max_connections minus all reserved slots
 * @param visibilityPercentage share of client backends with a state visible to the role of Connwarden, 0 to 100
 * @param oldestTransactionSeconds age of the oldest open transaction of a client backend, 0 if there is none
 */
public record Counts(
        int totalConnections,
        int activeConnections,
        int idleConnections,
        int idleInTransactionConnections,
        int zombieConnections,
        int longIdleConnections,
        int longRunningConnections,
        int stuckTransactions,
        int waitingOnLockConnections,
        double utilizationPercentage,
        double slotUtilizationPercentage,
        int maxConnections,
        int usableConnections,
        double visibilityPercentage,
        double oldestTransactionSeconds) {

    /** @throws IllegalArgumentException if a count is out of range */
    public Counts {
        Checks.requireAtLeast("totalConnections", totalConnections, 0);
        Checks.requireAtLeast("activeConnections", activeConnections, 0);
        Checks.requireAtLeast("idleConnections", idleConnections, 0);
        Checks.requireAtLeast("idleInTransactionConnections", idleInTransactionConnections, 0);
        Checks.requireAtLeast("zombieConnections", zombieConnections, 0);
        Checks.requireAtLeast("longIdleConnections", longIdleConnections, 0);
        Checks.requireAtLeast("longRunningConnections", longRunningConnections, 0);
        Checks.requireAtLeast("stuckTransactions", stuckTransactions, 0);
        Checks.requireAtLeast("waitingOnLockConnections", waitingOnLockConnections, 0);
        Checks.requireAtLeast("maxConnections", maxConnections, 1);
        Checks.requireAtLeast("usableConnections", usableConnections, 1);
        Checks.requireNotNegative("utilizationPercentage", utilizationPercentage);
        Checks.requireNotNegative("slotUtilizationPercentage", slotUtilizationPercentage);
        Checks.requirePercentage("visibilityPercentage", visibilityPercentage);
        Checks.requireNotNegative("oldestTransactionSeconds", oldestTransactionSeconds);
    }

    /** Returns a builder with all counts 0, one usable connection and full visibility. */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of counts. Not thread-safe. */
    public static final class Builder {
        private int totalConnections;
        private int activeConnections;
        private int idleConnections;
        private int idleInTransactionConnections;
        private int zombieConnections;
        private int longIdleConnections;
        private int longRunningConnections;
        private int stuckTransactions;
        private int waitingOnLockConnections;
        private @Nullable Double utilizationPercentage;
        private @Nullable Double slotUtilizationPercentage;
        private int maxConnections = 1;
        private int usableConnections = 1;
        private double visibilityPercentage = 100;
        private double oldestTransactionSeconds;

        private Builder() {}

        public Builder totalConnections(int totalConnections) {
            this.totalConnections = totalConnections;
            return this;
        }

        public Builder activeConnections(int activeConnections) {
            this.activeConnections = activeConnections;
            return this;
        }

        public Builder idleConnections(int idleConnections) {
            this.idleConnections = idleConnections;
            return this;
        }

        public Builder idleInTransactionConnections(int idleInTransactionConnections) {
            this.idleInTransactionConnections = idleInTransactionConnections;
            return this;
        }

        public Builder zombieConnections(int zombieConnections) {
            this.zombieConnections = zombieConnections;
            return this;
        }

        public Builder longIdleConnections(int longIdleConnections) {
            this.longIdleConnections = longIdleConnections;
            return this;
        }

        public Builder longRunningConnections(int longRunningConnections) {
            this.longRunningConnections = longRunningConnections;
            return this;
        }

        public Builder stuckTransactions(int stuckTransactions) {
            this.stuckTransactions = stuckTransactions;
            return this;
        }

        public Builder waitingOnLockConnections(int waitingOnLockConnections) {
            this.waitingOnLockConnections = waitingOnLockConnections;
            return this;
        }

        /** Sets the utilization. It is derived from the connections by default. */
        public Builder utilizationPercentage(double utilizationPercentage) {
            this.utilizationPercentage = utilizationPercentage;
            return this;
        }

        /** Sets the slot utilization. It is derived from the connections by default. */
        public Builder slotUtilizationPercentage(double slotUtilizationPercentage) {
            this.slotUtilizationPercentage = slotUtilizationPercentage;
            return this;
        }

        public Builder maxConnections(int maxConnections) {
            this.maxConnections = maxConnections;
            return this;
        }

        public Builder usableConnections(int usableConnections) {
            this.usableConnections = usableConnections;
            return this;
        }

        public Builder visibilityPercentage(double visibilityPercentage) {
            this.visibilityPercentage = visibilityPercentage;
            return this;
        }

        public Builder oldestTransactionSeconds(double oldestTransactionSeconds) {
            this.oldestTransactionSeconds = oldestTransactionSeconds;
            return this;
        }

        /**
         * Builds the counts. Percentages are rounded to two decimals, seconds to three. The rounded values are both
         * published and compared. A reader therefore derives the same status from the message.
         *
         * @throws IllegalArgumentException if a count is out of range
         */
        public Counts build() {
            return new Counts(
                    totalConnections,
                    activeConnections,
                    idleConnections,
                    idleInTransactionConnections,
                    zombieConnections,
                    longIdleConnections,
                    longRunningConnections,
                    stuckTransactions,
                    waitingOnLockConnections,
                    round(share(utilizationPercentage, maxConnections), 2),
                    round(share(slotUtilizationPercentage, usableConnections), 2),
                    maxConnections,
                    usableConnections,
                    round(visibilityPercentage, 2),
                    round(oldestTransactionSeconds, 3));
        }

        private double share(@Nullable Double percentage, int connections) {
            return percentage == null ? 100.0 * totalConnections / connections : percentage;
        }

        private static double round(double value, int decimals) {
            return Double.isFinite(value)
                    ? BigDecimal.valueOf(value)
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .doubleValue()
                    : value;
        }
    }
}
