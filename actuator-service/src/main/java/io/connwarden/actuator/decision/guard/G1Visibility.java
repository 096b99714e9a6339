package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guard G1: no action on a target that is unreachable or not visible enough. */
public final class G1Visibility implements TargetGuard {

    @Override
    public Optional<Decision.Rejected> check(Situation situation, Policy policy) {
        return rejectionReason(situation.status(), situation.counts(), situation.thresholds())
                .map(reason -> new Decision.Rejected(RuleId.G1, reason));
    }

    /** Returns the reason why no action on the target is allowed, or empty. Status UNKNOWN always has a reason. */
    public static Optional<String> rejectionReason(
            HealthStatus status, @Nullable Counts counts, Thresholds thresholds) {
        if (counts == null || status == HealthStatus.UNREACHABLE) {
            return Optional.of("the target could not be sampled (status " + status + ") (G1)");
        }
        double minVisibility = thresholds.minVisibility();
        if (counts.visibilityPercentage() < minVisibility) {
            return Optional.of("only " + Formats.shortPercent(counts.visibilityPercentage())
                    + " of the sessions are visible, at least " + Formats.percent(minVisibility)
                    + " required; GRANT pg_monitor to the role of Connwarden (G1)");
        }
        return status == HealthStatus.UNKNOWN
                ? Optional.of("the status of the target is UNKNOWN (G1)")
                : Optional.empty();
    }
}
