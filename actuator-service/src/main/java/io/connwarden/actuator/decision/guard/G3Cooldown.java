package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatDuration;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import java.time.Duration;
import java.util.Optional;

/** G3: after it acted, a rule rests on that target until the effect can be seen. */
public final class G3Cooldown {

    /** Why the rule rests; empty when it may act. */
    public Optional<String> cooldownReason(RuleId rule, Situation situation, Policy policy) {
        Duration cooldown = policy.cooldown().cooldownOf(rule);
        return situation
                .recentActions()
                .lastActed(rule)
                .map(acted -> Duration.between(acted, situation.now()))
                // A clock set back makes the past look like the future; that must not rest a rule for hours.
                .filter(since -> since.abs().compareTo(cooldown) < 0)
                .map(since -> rule + " acted " + formatDuration(since) + " ago and rests for "
                        + formatDuration(cooldown) + " (G3)");
    }
}
