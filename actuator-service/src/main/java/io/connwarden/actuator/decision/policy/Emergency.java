package io.connwarden.actuator.decision.policy;

import java.time.Duration;

/**
 * R1's figures: the rungs of the ladder and where it ends.
 *
 * @param idleFor first rung: sessions idle for at least this long are terminated; above 0, at most 365 days
 * @param maxTerminations first rung: at most this many of them; 0 to 1000
 * @param activeFor first rung: queries running for at least this long are cancelled; above 0, at most 365 days
 * @param maxCancels at most this many of them; 0 to 1000
 * @param stuckFor first rung: transactions sitting idle and older than this are terminated; same range
 * @param maxStuck at most this many of them; 0 to 1000
 * @param reliefPercentage the ladder ends when at most this share of the usable slots is taken; above 0 to 100
 * @param maxSteps how many rungs of one emergency may take somebody, the first included; 1 to 10
 * @param nextIdleFor every further rung: sessions idle for at least this long; at most idleFor
 * @param nextMaxTerminations every further rung: at most this many of them; 0 to 1000
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

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public Emergency {
        PolicyChecks.checkAge("idle-for", idleFor);
        PolicyChecks.checkCount("max-terminations", 0, maxTerminations, 1000);
        PolicyChecks.checkAge("active-for", activeFor);
        PolicyChecks.checkCount("max-cancels", 0, maxCancels, 1000);
        PolicyChecks.checkAge("stuck-for", stuckFor);
        PolicyChecks.checkCount("max-stuck", 0, maxStuck, 1000);
        PolicyChecks.checkPercentage("relief-percentage", reliefPercentage);
        PolicyChecks.checkCount("rungs", 1, maxSteps, 10);
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
