package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.RuleId;
import java.time.Duration;

/**
 * G3's figures: how long a rule rests on a target after it acted there.
 *
 * @param standard every rule but R1; 0 to 24 h
 * @param emergency R1; 0 to 24 h
 */
public record Cooldown(Duration standard, Duration emergency) {

    /** @throws IllegalArgumentException naming the key, what is allowed, and the value */
    public Cooldown {
        PolicyChecks.checkCooldown("standard", standard);
        PolicyChecks.checkCooldown("emergency", emergency);
    }

    public Duration cooldownOf(RuleId rule) {
        return rule == RuleId.R1 ? emergency : standard;
    }
}
