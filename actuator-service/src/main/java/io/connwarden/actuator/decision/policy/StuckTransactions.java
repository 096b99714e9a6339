package io.connwarden.actuator.decision.policy;

import java.time.Duration;

/**
 * R4's figures.
 *
 * @param olderThan transactions older than this are candidates; above 0, at most 365 days
 * @param idleFor and only when their session has said nothing for at least this long: a program that works through a
 *     long transaction statement by statement is idle in it for a moment again and again, and is not stuck. 0 to
 *     olderThan. R1 goes by it too
 * @param maxTerminations at most this many at once; 0 to 1000, where 0 switches the rule off
 */
public record StuckTransactions(Duration olderThan, Duration idleFor, int maxTerminations) {

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public StuckTransactions {
        PolicyChecks.checkAge("older-than", olderThan);
        PolicyChecks.checkRange(
                "idle-for", Duration.ZERO, idleFor, olderThan, "from 0 s to older-than (" + olderThan + ")");
        PolicyChecks.checkCount("max-terminations", 0, maxTerminations, 1000);
    }
}
