package io.connwarden.actuator.decision.policy;

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
        PolicyChecks.checkAge("idle-for", idleFor);
        PolicyChecks.checkCount("max-terminations", 0, maxTerminations, 1000);
        PolicyChecks.checkAge("active-for", activeFor);
        PolicyChecks.checkCount("max-cancels", 0, maxCancels, 1000);
        PolicyChecks.checkAge("stuck-for", stuckFor);
        PolicyChecks.checkCount("max-stuck", 0, maxStuck, 1000);
        PolicyChecks.checkPercentage("relief-percentage", reliefPercentage);
        PolicyChecks.checkCount("max-steps", 1, maxSteps, 10);
        PolicyChecks.checkAge("next-idle-for", nextIdleFor);
        PolicyChecks.checkCount("next-max-terminations", 0, nextMaxTerminations, 1000);
        if (nextIdleFor.compareTo(idleFor) > 0) {
            throw new IllegalArgumentException(
                    "next-idle-for must be at most idle-for (" + idleFor + "), was " + nextIdleFor);
        }
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
