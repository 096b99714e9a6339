package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.RuleId;
import java.time.Duration;

/**
 * The settings of G3: the time in which a rule does not act on a target again.
 *
 * @param standard the cooldown of every rule except R1; 0 to 24 h
 * @param emergency the cooldown of R1; 0 to 24 h
 */
public record Cooldown(Duration standard, Duration emergency) {

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Cooldown {
        PolicyChecks.checkCooldown("standard", standard);
        PolicyChecks.checkCooldown("emergency", emergency);
    }

    public Duration cooldownOf(RuleId rule) {
        return rule == RuleId.R1 ? emergency : standard;
    }
}
