package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import java.time.Instant;
import java.util.Optional;

/** A guard for health events and AUTO. Other commands are independent of it. */
public interface HealthEventGuard {

    /**
     * Returns the reason why the health event leads to no action, or empty.
     *
     * @param sampledAt time of the sample in the event
     */
    Optional<Decision> check(Instant sampledAt, Instant now, Policy policy);
}
