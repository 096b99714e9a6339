package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.RuleId;
import java.time.Instant;
import java.util.Optional;

/** The guard G2 for health events: no action if automatic actions are disabled. */
public final class G2AutomaticDisabled implements HealthEventGuard {

    @Override
    public Optional<Decision> check(Instant sampledAt, Instant now, Policy policy) {
        return policy.automaticActionsEnabled()
                ? Optional.empty()
                : Optional.of(
                        new Decision.Rejected(
                                RuleId.G2,
                                "automatic actions are disabled (policy.automatic-actions-enabled: false); commands are still accepted (G2)"));
    }
}
