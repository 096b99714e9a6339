package io.connwarden.contracts.assessment;

import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;

/**
 * The thresholds of the status. Every comparison is strict: a value equal to its threshold is within it.
 *
 * @param zombie an idle session older than this is a zombie; above 0, at most 365 days
 * @param longIdle an idle session older than this is long idle; same range
 * @param longRunning an active query older than this is long running; same range
 * @param stuckTransaction an open transaction older than this that waits for its client is stuck; same range
 * @param preparedTransaction a prepared transaction older than this is overdue; same range
 * @param criticalSlotUtilization CRITICAL above this share of the usable slots, in percent; above 0, at most 100
 * @param warningSlotUtilization WARNING above this share, in percent; above 0, at most criticalSlotUtilization
 * @param warningZombies WARNING above this many zombies; 0 or more
 * @param cleanupZombies CLEANUP_NEEDED above this many zombies; 0 to warningZombies
 * @param minVisibility UNKNOWN if less than this share of sessions is visible, in percent; 0 to 100
 */
public record Thresholds(
        Duration zombie,
        Duration longIdle,
        Duration longRunning,
        Duration stuckTransaction,
        Duration preparedTransaction,
        double criticalSlotUtilization,
        double warningSlotUtilization,
        int warningZombies,
        int cleanupZombies,
        double minVisibility) {

    private static final Duration MAX_AGE = Duration.ofDays(365);

    /** @throws IllegalArgumentException if a value is out of range */
    public Thresholds {
        Checks.requirePositive("zombie", zombie, MAX_AGE);
        Checks.requirePositive("longIdle", longIdle, MAX_AGE);
        Checks.requirePositive("longRunning", longRunning, MAX_AGE);
        Checks.requirePositive("stuckTransaction", stuckTransaction, MAX_AGE);
        Checks.requirePositive("preparedTransaction", preparedTransaction, MAX_AGE);
        Checks.requirePositivePercentage("criticalSlotUtilization", criticalSlotUtilization);
        Checks.requirePositivePercentage("warningSlotUtilization", warningSlotUtilization);
        Checks.requireAtLeast("warningZombies", warningZombies, 0);
        Checks.requireAtLeast("cleanupZombies", cleanupZombies, 0);
        Checks.requirePercentage("minVisibility", minVisibility);
        Checks.require(
                warningSlotUtilization <= criticalSlotUtilization,
                "warningSlotUtilization",
                "at most critical-slot-utilization (" + Formats.number(criticalSlotUtilization) + ")",
                warningSlotUtilization);
        Checks.require(
                cleanupZombies <= warningZombies,
                "cleanupZombies",
                "at most warning-zombies (" + warningZombies + ")",
                cleanupZombies);
    }

    /** Returns the documented defaults. */
    public static Thresholds defaults() {
        return builder().build();
    }

    /** Returns a builder that holds the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of thresholds. A value that is not set has its default. */
    public static final class Builder {
        private Duration zombie = Duration.ofMinutes(15);
        private Duration longIdle = Duration.ofMinutes(5);
        private Duration longRunning = Duration.ofSeconds(30);
        private Duration stuckTransaction = Duration.ofMinutes(5);
        private Duration preparedTransaction = Duration.ofMinutes(5);
        private double criticalSlotUtilization = 90;
        private double warningSlotUtilization = 80;
        private int warningZombies = 20;
        private int cleanupZombies = 10;
        private double minVisibility = 95;

        private Builder() {}

        public Builder zombie(Duration zombie) {
            this.zombie = zombie;
            return this;
        }

        public Builder longIdle(Duration longIdle) {
            this.longIdle = longIdle;
            return this;
        }

        public Builder longRunning(Duration longRunning) {
            this.longRunning = longRunning;
            return this;
        }

        public Builder stuckTransaction(Duration stuckTransaction) {
            this.stuckTransaction = stuckTransaction;
            return this;
        }

        public Builder preparedTransaction(Duration preparedTransaction) {
            this.preparedTransaction = preparedTransaction;
            return this;
        }

        public Builder criticalSlotUtilization(double criticalSlotUtilization) {
            this.criticalSlotUtilization = criticalSlotUtilization;
            return this;
        }

        public Builder warningSlotUtilization(double warningSlotUtilization) {
            this.warningSlotUtilization = warningSlotUtilization;
            return this;
        }

        public Builder warningZombies(int warningZombies) {
            this.warningZombies = warningZombies;
            return this;
        }

        public Builder cleanupZombies(int cleanupZombies) {
            this.cleanupZombies = cleanupZombies;
            return this;
        }

        public Builder minVisibility(double minVisibility) {
            this.minVisibility = minVisibility;
            return this;
        }

        /**
         * Returns the thresholds.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public Thresholds build() {
            return new Thresholds(
                    zombie,
                    longIdle,
                    longRunning,
                    stuckTransaction,
                    preparedTransaction,
                    criticalSlotUtilization,
                    warningSlotUtilization,
                    warningZombies,
                    cleanupZombies,
                    minVisibility);
        }
    }
}
