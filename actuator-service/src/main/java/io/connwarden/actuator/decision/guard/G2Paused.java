package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.RuleId;
import java.util.Optional;

/** G2: a paused target is left alone, by rules and commands alike. */
public final class G2Paused implements Gate {

    @Override
    public Optional<Decision.Rejected> check(Situation situation, Policy policy) {
        if (policy.paused()) {
            return rejected("paused by configuration (policy.paused)");
        }
        TargetPause paused = situation.pause();
        return paused == null
                ? Optional.empty()
                : rejected((paused.allTargets() ? "every target is paused" : "paused") + " by " + paused.by()
                        + " since " + paused.since() + ": " + paused.reason() + "; RESUME "
                        + (paused.allTargets() ? "* " : "") + "lifts it");
    }

    /** The milder form: health events lead to nothing, commands still do. */
    public Decision.Rejected automaticActionsDisabled() {
        return new Decision.Rejected(
                RuleId.G2, "automatic actions are switched off by configuration (policy.automatic) (G2)");
    }

    private static Optional<Decision.Rejected> rejected(String reason) {
        return Optional.of(new Decision.Rejected(RuleId.G2, reason + " (G2)"));
    }
}
