package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;

/**
 * The settings of R4. R1 uses {@code idleFor} too.
 *
 * @param olderThan transactions older than this are candidates; above 0, at most 365 days
 * @param idleFor minimum idle time of the session within the transaction; 0 to olderThan. A batch program is briefly
 *     idle between two statements of a long transaction, and is not stuck
 * @param maxTerminations maximum number of victims of one action; 0 to 1000; 0 disables the rule
 */
public record StuckTransactions(Duration olderThan, Duration idleFor, int maxTerminations) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public StuckTransactions {
        Checks.requirePositive("older-than", olderThan, Policy.MAX_AGE);
        Checks.require(
                !idleFor.isNegative() && idleFor.compareTo(olderThan) <= 0,
                "idle-for",
                "0 ms to older-than (" + Formats.duration(olderThan) + ")",
                idleFor);
        Checks.requireInRange("max-terminations", maxTerminations, 0, 1000);
    }
}
