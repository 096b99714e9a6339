package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Status;
import java.util.Optional;

/** G1: what cannot be seen is not touched. */
public final class G1Visibility implements Gate {

    @Override
    public Optional<Decision.Refused> closed(Situation situation, Policy policy) {
        Counts counts = situation.counts();
        if (counts == null || situation.status() == Status.UNREACHABLE) {
            return refused("the target could not be looked at (status " + situation.status() + ")");
        }
        double least = situation.thresholds().minimumVisibility();
        if (counts.visibilityPercentage() < least) {
            return refused("only " + percent(counts.visibilityPercentage())
                    + " of the sessions can be seen, at least " + percent(least)
                    + " must be; GRANT pg_monitor to our role");
        }
        return situation.status() == Status.UNKNOWN
                ? refused("the target's state is not known (status UNKNOWN)")
                : Optional.empty();
    }

    private static Optional<Decision.Refused> refused(String reason) {
        return Optional.of(new Decision.Refused(Ground.G1, reason + " (G1)"));
    }
}
