package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of R1: its first step, its further steps, and its end.
 *
 * @param idleFor first step: sessions idle for this time or longer are terminated; above 0, at most 365 days
 * @param maxIdleTerminations first step: maximum number of these sessions; 0 to 1000
 * @param activeFor first step: queries that run for this time or longer are cancelled; above 0, at most 365 days
 * @param maxCancels first step: maximum number of these queries; 0 to 1000
 * @param stuckOlderThan first step: stuck transactions older than this are terminated; same range
 * @param maxStuckTransactions first step: maximum number of these transactions; 0 to 1000
 * @param reliefSlotUtilization the escalation ends at this slot utilization or below; above 0, at most 100
 * @param maxSteps maximum number of steps with victims, including the first; 1 to 10
 * @param nextStep the settings of each further step; its idleFor is at most that of the first step
 */
public record Emergency(
        Duration idleFor,
        int maxIdleTerminations,
        Duration activeFor,
        int maxCancels,
        Duration stuckOlderThan,
        int maxStuckTransactions,
        double reliefSlotUtilization,
        int maxSteps,
        NextStep nextStep) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Emergency {
        Checks.requirePositive("idle-for", idleFor, Policy.MAX_AGE);
        Checks.requireInRange("max-idle-terminations", maxIdleTerminations, 0, 1000);
        Checks.requirePositive("active-for", activeFor, Policy.MAX_AGE);
        Checks.requireInRange("max-cancels", maxCancels, 0, 1000);
        Checks.requirePositive("stuck-older-than", stuckOlderThan, Policy.MAX_AGE);
        Checks.requireInRange("max-stuck-transactions", maxStuckTransactions, 0, 1000);
        Checks.requirePositivePercentage("relief-slot-utilization", reliefSlotUtilization);
        Checks.requireInRange("max-steps", maxSteps, 1, 10);
        Objects.requireNonNull(nextStep, "nextStep");
        Checks.require(
                nextStep.idleFor().compareTo(idleFor) <= 0,
                "next-step.idle-for",
                "at most idle-for (" + Formats.duration(idleFor) + ")",
                nextStep.idleFor());
    }

    /**
     * The settings of each further step of R1.
     *
     * @param idleFor sessions idle for this time or longer are terminated; above 0, at most 365 days
     * @param maxIdleTerminations maximum number of these sessions in each step; 0 to 1000
     */
    public record NextStep(Duration idleFor, int maxIdleTerminations) {
        /** @throws IllegalArgumentException with the key, the allowed range, and the value */
        public NextStep {
            Checks.requirePositive("idle-for", idleFor, Policy.MAX_AGE);
            Checks.requireInRange("max-idle-terminations", maxIdleTerminations, 0, 1000);
        }
    }

    public static Emergency defaults() {
        return builder().build();
    }

    /** Returns a builder that holds the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The builder of settings of R1. A value that is not set has its default. */
    public static final class Builder {
        private Duration idleFor = Duration.ofMinutes(5);
        private int maxTerminations = 20;
        private Duration activeFor = Duration.ofSeconds(30);
        private int maxCancels = 10;
        private Duration stuckOlderThan = Duration.ofMinutes(5);
        private int maxStuckTransactions = 5;
        private double reliefSlotUtilization = 75;
        private int maxSteps = 2;
        private NextStep nextStep = new NextStep(Duration.ofMinutes(1), 20);

        private Builder() {}

        public Builder idleFor(Duration idleFor) {
            this.idleFor = idleFor;
            return this;
        }

        public Builder maxTerminations(int maxTerminations) {
            this.maxTerminations = maxTerminations;
            return this;
        }

        public Builder activeFor(Duration activeFor) {
            this.activeFor = activeFor;
            return this;
        }

        public Builder maxCancels(int maxCancels) {
            this.maxCancels = maxCancels;
            return this;
        }

        public Builder stuckOlderThan(Duration stuckOlderThan) {
            this.stuckOlderThan = stuckOlderThan;
            return this;
        }

        public Builder maxStuckTransactions(int maxStuckTransactions) {
            this.maxStuckTransactions = maxStuckTransactions;
            return this;
        }

        public Builder reliefSlotUtilization(double reliefSlotUtilization) {
            this.reliefSlotUtilization = reliefSlotUtilization;
            return this;
        }

        public Builder maxSteps(int maxSteps) {
            this.maxSteps = maxSteps;
            return this;
        }

        public Builder nextStep(NextStep nextStep) {
            this.nextStep = nextStep;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public Emergency build() {
            return new Emergency(
                    idleFor,
                    maxTerminations,
                    activeFor,
                    maxCancels,
                    stuckOlderThan,
                    maxStuckTransactions,
                    reliefSlotUtilization,
                    maxSteps,
                    nextStep);
        }
    }
}
