package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import java.util.Optional;

/** G2: a paused target is left alone, by rules and commands alike. */
public final class G2Paused implements Gate {

    @Override
    public Optional<Decision.Refused> closed(Situation situation, Policy policy) {
        if (policy.paused()) {
            return refused("paused by configuration (policy.paused)");
        }
        Paused paused = situation.paused();
        return paused == null
                ? Optional.empty()
                : refused((paused.everyTarget() ? "every target is paused" : "paused") + " by " + paused.by()
                        + " since " + paused.since() + ": " + paused.reason() + "; RESUME "
                        + (paused.everyTarget() ? "* " : "") + "lifts it");
    }

    /** The milder form: health events lead to nothing, commands still do. */
    public Decision.Refused notAutomatic() {
        return new Decision.Refused(
                Ground.G2, "automatic actions are switched off by configuration (policy.automatic) (G2)");
    }

    private static Optional<Decision.Refused> refused(String reason) {
        return Optional.of(new Decision.Refused(Ground.G2, reason + " (G2)"));
    }
}
