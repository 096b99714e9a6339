package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of G3: the time in which a rule does not act on a target again.
 *
 * @param standard the cooldown of every rule except R1; 0 to 24 h
 * @param emergency the cooldown of R1; 0 to 24 h
 */
public record Cooldown(Duration standard, Duration emergency) {
    /** The maximum of both cooldowns. */
    public static final Duration MAX_COOLDOWN = Duration.ofDays(1);

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Cooldown {
        Checks.requireInRange("standard", standard, Duration.ZERO, MAX_COOLDOWN);
        Checks.requireInRange("emergency", emergency, Duration.ZERO, MAX_COOLDOWN);
    }

    public Duration cooldownOf(RuleId rule) {
        return rule == RuleId.R1 ? emergency : standard;
    }
}
