package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.message.RuleId;
import java.util.Optional;

/** The guard G2: no action on a paused target, neither by rules nor by commands. */
public final class G2Paused implements TargetGuard {

    @Override
    public Optional<Decision.Rejected> check(Situation situation, Policy policy) {
        if (policy.paused()) {
            return rejected("paused by configuration (policy.paused)");
        }
        TargetPause pause = situation.pause();
        return pause == null
                ? Optional.empty()
                : rejected((pause.allTargets() ? "all targets are paused" : "paused") + " by " + pause.pausedBy()
                        + " since "
                        + pause.since() + ": " + pause.reason() + "; " + pause.remedy());
    }

    private static Optional<Decision.Rejected> rejected(String reason) {
        return Optional.of(new Decision.Rejected(RuleId.G2, reason + " (G2)"));
    }
}
