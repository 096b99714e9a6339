package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;

/**
 * The settings of R1: its first step, its further steps, and its end.
 *
 * @param idleFor first step: sessions idle for this time or longer are terminated; above 0, at most 365 days
 * @param maxTerminations first step: maximum number of these sessions; 0 to 1000
 * @param activeFor first step: queries that run for this time or longer are cancelled; above 0, at most 365 days
 * @param maxCancels first step: maximum number of these queries; 0 to 1000
 * @param stuckFor first step: stuck transactions older than this are terminated; same range
 * @param maxStuck first step: maximum number of these transactions; 0 to 1000
 * @param reliefPercentage the escalation ends at this slot utilization or below; above 0, at most 100
 * @param maxSteps maximum number of steps with victims, including the first; 1 to 10
 * @param nextIdleFor further steps: sessions idle for this time or longer are terminated; at most idleFor
 * @param nextMaxTerminations further steps: maximum number of these sessions in each; 0 to 1000
 */
public record Emergency(
        Duration idleFor,
        int maxTerminations,
        Duration activeFor,
        int maxCancels,
        Duration stuckFor,
        int maxStuck,
        double reliefPercentage,
        int maxSteps,
        Duration nextIdleFor,
        int nextMaxTerminations) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Emergency {
        Checks.requirePositive("idle-for", idleFor, Policy.MAX_AGE);
        Checks.requireInRange("max-terminations", maxTerminations, 0, 1000);
        Checks.requirePositive("active-for", activeFor, Policy.MAX_AGE);
        Checks.requireInRange("max-cancels", maxCancels, 0, 1000);
        Checks.requirePositive("stuck-for", stuckFor, Policy.MAX_AGE);
        Checks.requireInRange("max-stuck", maxStuck, 0, 1000);
        Checks.requirePositivePercentage("relief-percentage", reliefPercentage);
        Checks.requireInRange("max-steps", maxSteps, 1, 10);
        Checks.requirePositive("next-idle-for", nextIdleFor, Policy.MAX_AGE);
        Checks.requireInRange("next-max-terminations", nextMaxTerminations, 0, 1000);
        Checks.require(
                nextIdleFor.compareTo(idleFor) <= 0,
                "next-idle-for",
                "at most idle-for (" + Formats.duration(idleFor) + ")",
                nextIdleFor);
    }

    public static Emergency standard() {
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
        private Duration stuckFor = Duration.ofMinutes(5);
        private int maxStuck = 5;
        private double reliefPercentage = 75;
        private int maxSteps = 2;
        private Duration nextIdleFor = Duration.ofMinutes(1);
        private int nextMaxTerminations = 20;

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

        public Builder stuckFor(Duration stuckFor) {
            this.stuckFor = stuckFor;
            return this;
        }

        public Builder maxStuck(int maxStuck) {
            this.maxStuck = maxStuck;
            return this;
        }

        public Builder reliefPercentage(double reliefPercentage) {
            this.reliefPercentage = reliefPercentage;
            return this;
        }

        public Builder maxSteps(int maxSteps) {
            this.maxSteps = maxSteps;
            return this;
        }

        public Builder nextIdleFor(Duration nextIdleFor) {
            this.nextIdleFor = nextIdleFor;
            return this;
        }

        public Builder nextMaxTerminations(int nextMaxTerminations) {
            this.nextMaxTerminations = nextMaxTerminations;
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
                    stuckFor,
                    maxStuck,
                    reliefPercentage,
                    maxSteps,
                    nextIdleFor,
                    nextMaxTerminations);
        }
    }
}
