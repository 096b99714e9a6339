package io.connwarden.actuator.decision.policy;

import java.time.Duration;

/**
 * The figures of a rule that terminates idle sessions: R2 and R3.
 *
 * @param idleFor sessions idle for at least this long are candidates; above 0, at most 365 days
 * @param maxTerminations at most this many of them at once; 0 to 1000, where 0 switches the rule off
 */
public record IdleCleanup(Duration idleFor, int maxTerminations) {

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public IdleCleanup {
        PolicyChecks.checkAge("idle-for", idleFor);
        PolicyChecks.checkCount("max-terminations", 0, maxTerminations, 1000);
    }
}
