package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.Optional;

/** The guard G3: after an action, a rule does not act on the target again until the effect is visible. */
public final class G3Cooldown {

    /**
     * Returns the reason if the rule is in its cooldown, or empty.
     *
     * @param dryRun true for the cooldown of dry runs, which is separate
     */
    public Optional<String> cooldownReason(RuleId rule, Situation situation, Policy policy, boolean dryRun) {
        Duration cooldown = policy.cooldown().cooldownOf(rule);
        return situation
                .recentActions()
                .lastActions()
                .of(rule, dryRun)
                .map(acted -> Duration.between(acted, situation.now()))
                // After the clock is set back, the last action is in the future. This must not prolong the cooldown.
                .filter(since -> since.abs().compareTo(cooldown) < 0)
                .map(since -> rule + " acted " + Formats.duration(since) + " ago, cooldown "
                        + Formats.duration(cooldown) + " (G3)");
    }
}
