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
 * @param stuckTransaction an idle transaction older than this is stuck; same range
 * @param criticalSlotUtilization CRITICAL above this share of the usable slots, in percent; above 0, at most 100
 * @param warningSlotUtilization WARNING above this share, in percent; above 0, at most criticalSlotUtilization
 * @param warningZombies WARNING above this many zombies; 0 or more
 * @param cleanupZombies CLEANUP_NEEDED above this many zombies; 0 to warningZombies
 * @param minimumVisibility UNKNOWN if less than this share of sessions is visible, in percent; 0 to 100
 */
public record Thresholds(
        Duration zombie,
        Duration longIdle,
        Duration longRunning,
        Duration stuckTransaction,
        double criticalSlotUtilization,
        double warningSlotUtilization,
        int warningZombies,
        int cleanupZombies,
        double minimumVisibility) {

    private static final Duration MAX_AGE = Duration.ofDays(365);

    /** @throws IllegalArgumentException if a value is out of range */
    public Thresholds {
        Checks.requirePositive("zombie", zombie, MAX_AGE);
        Checks.requirePositive("longIdle", longIdle, MAX_AGE);
        Checks.requirePositive("longRunning", longRunning, MAX_AGE);
        Checks.requirePositive("stuckTransaction", stuckTransaction, MAX_AGE);
        Checks.requirePositivePercentage("criticalSlotUtilization", criticalSlotUtilization);
        Checks.requirePositivePercentage("warningSlotUtilization", warningSlotUtilization);
        Checks.requireAtLeast("warningZombies", warningZombies, 0);
        Checks.requireAtLeast("cleanupZombies", cleanupZombies, 0);
        Checks.requirePercentage("minimumVisibility", minimumVisibility);
        Checks.require(
                warningSlotUtilization <= criticalSlotUtilization,
                "warningSlotUtilization",
                "at most criticalSlotUtilization (" + Formats.number(criticalSlotUtilization) + ")",
                warningSlotUtilization);
        Checks.require(
                cleanupZombies <= warningZombies,
                "cleanupZombies",
                "at most warningZombies (" + warningZombies + ")",
                cleanupZombies);
    }

    /** Returns the documented defaults. */
    public static Thresholds defaults() {
        return new Thresholds(
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                90,
                80,
                20,
                10,
                95);
    }
}
