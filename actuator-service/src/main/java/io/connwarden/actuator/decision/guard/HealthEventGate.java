package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The gate for health events: automatic actions must be enabled (G2), and the event must be recent. */
public final class HealthEventGate {
    private HealthEventGate() {}

    /**
     * Returns the reason why a health event leads to no action, or empty.
     *
     * @param sampledAt time of the sample in the event
     */
    public static Optional<Decision> check(Instant sampledAt, Instant now, Policy policy) {
        if (!policy.automatic()) {
            return Optional.of(G2Paused.automaticActionsDisabled());
        }
        Duration age = Duration.between(sampledAt, now);
        return age.compareTo(policy.healthMaxAge()) <= 0
                ? Optional.empty()
                : Optional.of(new Decision.NoAction(
                        RuleId.INTAKE,
                        "the health event is " + Formats.duration(age) + " old, maximum "
                                + Formats.duration(policy.healthMaxAge()) + " (policy.health-max-age)",
                        List.of()));
    }
}
