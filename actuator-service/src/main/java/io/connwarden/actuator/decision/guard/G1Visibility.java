package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.value.Formats;
import java.util.Optional;

/** G1: no action on a target that is unreachable or not visible enough. */
public final class G1Visibility implements TargetGuard {

    @Override
    public Optional<Decision.Rejected> check(Situation situation, Policy policy) {
        Counts counts = situation.counts();
        if (counts == null || situation.status() == HealthStatus.UNREACHABLE) {
            return rejected("the target could not be sampled (status " + situation.status() + ")");
        }
        double minVisibility = situation.thresholds().minimumVisibility();
        if (counts.visibilityPercentage() < minVisibility) {
            return rejected("only " + Formats.percent(counts.visibilityPercentage())
                    + " of the sessions are visible, at least " + Formats.percent(minVisibility)
                    + " required; GRANT pg_monitor to the role of Connwarden");
        }
        return situation.status() == HealthStatus.UNKNOWN
                ? rejected("the status of the target is UNKNOWN")
                : Optional.empty();
    }

    private static Optional<Decision.Rejected> rejected(String reason) {
        return Optional.of(new Decision.Rejected(RuleId.G1, reason + " (G1)"));
    }
}
