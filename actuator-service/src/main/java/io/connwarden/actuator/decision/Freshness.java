package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.wording.Figures.spoken;

import io.connwarden.actuator.decision.guard.G2Paused;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Occasion;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a health event may lead to anything: it must be fresh, and automatic actions must be on. */
final class Freshness {

    Optional<Decision> objection(Occasion.Automatic occasion, Situation situation, Policy policy) {
        if (!policy.automatic()) {
            return Optional.of(new G2Paused().notAutomatic());
        }
        Duration age = Duration.between(occasion.healthTime(), situation.now());
        return age.compareTo(policy.healthValidFor()) <= 0
                ? Optional.empty()
                : Optional.of(new Decision.Nothing(
                        Ground.INTAKE,
                        "the health event is " + spoken(age) + " old and valid for " + spoken(policy.healthValidFor()),
                        List.of()));
    }
}
