package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of R2 or R3, which terminate idle sessions.
 *
 * @param idleFor sessions idle for this time or longer are candidates; above 0, at most 365 days
 * @param maxTerminations maximum number of victims of one action; 0 to 1000; 0 disables the rule
 */
public record IdleCleanup(Duration idleFor, int maxTerminations) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public IdleCleanup {
        Checks.requirePositive("idle-for", idleFor, Policy.MAX_AGE);
        Checks.requireInRange("max-terminations", maxTerminations, 0, 1000);
    }
}
