package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The guard against old health events and events from the future: the status of the target may have changed. */
public final class HealthEventAgeGuard implements HealthEventGuard {

    @Override
    public Optional<Decision> check(Instant sampledAt, Instant now, Policy policy) {
        if (Health.isFromFuture(sampledAt, now)) {
            return Optional.of(new Decision.NoAction(
                    RuleId.INTAKE,
                    "the health event is " + Formats.duration(Duration.between(now, sampledAt))
                            + " ahead of the clock of the actuator, maximum " + Formats.duration(Health.MAX_CLOCK_LEAD)
                            + "; synchronize the clocks of the monitor and the actuator",
                    List.of()));
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
