package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatDuration;

import io.connwarden.actuator.decision.guard.G2Paused;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a health event may lead to anything: it must be fresh, and automatic actions must be on. */
final class HealthEventFreshness {

    Optional<Decision> check(Trigger.HealthEventTrigger trigger, Situation situation, Policy policy) {
        if (!policy.automatic()) {
            return Optional.of(new G2Paused().automaticActionsDisabled());
        }
        Duration age = Duration.between(trigger.sampledAt(), situation.now());
        return age.compareTo(policy.healthMaxAge()) <= 0
                ? Optional.empty()
                : Optional.of(new Decision.NoAction(
                        RuleId.INTAKE,
                        "the health event is " + formatDuration(age) + " old and valid for "
                                + formatDuration(policy.healthMaxAge()),
                        List.of()));
    }
}
