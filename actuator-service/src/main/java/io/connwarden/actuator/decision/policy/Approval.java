package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The settings of plans, which rules in mode {@code ask} make.
 *
 * @param validFor time for which a plan can be approved; 1 min to 24 h
 * @param rejectedFor time for which a rule does not ask for an unchanged session of a rejected plan again; 0 to 24 h
 */
public record Approval(Duration validFor, Duration rejectedFor) {
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Approval {
        Checks.requireInRange("valid-for", validFor, Duration.ofMinutes(1), DAY);
        Checks.requireInRange("rejected-for", rejectedFor, Duration.ZERO, DAY);
    }

    public static Approval defaults() {
        return new Approval(Duration.ofMinutes(15), Duration.ofHours(1));
    }
}
