package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Allowed.atLeastZero;
import static io.connwarden.contracts.assessment.Allowed.duration;
import static io.connwarden.contracts.assessment.Allowed.percentage;

import java.time.Duration;

/**
 * Where each status begins. Every comparison is strict: a value equal to its threshold is still within it.
 *
 * @param zombie an idle session older than this is a zombie; above 0, at most 365 days
 * @param longIdle an idle session older than this is long idle; same range
 * @param longRunning an active query older than this is long running; same range
 * @param stuckTransaction a transaction that sits idle and is older than this is stuck; same range
 * @param criticalSlotUtilization CRITICAL above this share of the usable slots, in percent; above 0, at most 100
 * @param warningSlotUtilization WARNING above this share, in percent; above 0, at most criticalSlotUtilization
 * @param warningZombies WARNING above this many zombies; 0 or more
 * @param cleanupZombies CLEANUP_NEEDED above this many zombies; 0 to warningZombies
 * @param minimumVisibility UNKNOWN when less than this share of sessions is visible, in percent; 0 to 100
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

    /** @throws IllegalArgumentException naming the value that is not allowed and what is */
    public Thresholds {
        duration("zombie", zombie);
        duration("longIdle", longIdle);
        duration("longRunning", longRunning);
        duration("stuckTransaction", stuckTransaction);
        percentage("criticalSlotUtilization", criticalSlotUtilization, false);
        percentage("warningSlotUtilization", warningSlotUtilization, false);
        atLeastZero("warningZombies", warningZombies);
        atLeastZero("cleanupZombies", cleanupZombies);
        percentage("minimumVisibility", minimumVisibility, true);
        if (warningSlotUtilization > criticalSlotUtilization) {
            throw new IllegalArgumentException("warningSlotUtilization must be at most criticalSlotUtilization ("
                    + criticalSlotUtilization + "), was " + warningSlotUtilization);
        }
        if (cleanupZombies > warningZombies) {
            throw new IllegalArgumentException(
                    "cleanupZombies must be at most warningZombies (" + warningZombies + "), was " + cleanupZombies);
        }
    }

    /** The defaults of the design, section 2. */
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
