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
        return new Emergency(
                Duration.ofMinutes(5),
                20,
                Duration.ofSeconds(30),
                10,
                Duration.ofMinutes(5),
                5,
                75,
                2,
                Duration.ofMinutes(1),
                20);
    }
}
