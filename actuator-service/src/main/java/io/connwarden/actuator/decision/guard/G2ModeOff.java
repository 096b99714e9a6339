package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The guard G2 for health events and AUTO: no decision if the mode of every rule is off for every session. */
public final class G2ModeOff implements HealthEventGuard {

    @Override
    public Optional<Decision> check(Instant sampledAt, Instant now, Policy policy) {
        EffectiveModes modes = policy.effectiveModes();
        boolean off = RuleId.withMode().stream()
                .allMatch(rule ->
                        Stream.of(Mode.WATCH, Mode.ASK, Mode.ACT).noneMatch(mode -> modes.isPossible(rule, mode)));
        return off
                ? Optional.of(new Decision.Rejected(
                        RuleId.G2,
                        "the mode of every rule is off (policy.mode); EMERGENCY, CLEANUP, TERMINATE and CANCEL act in"
                                + " any mode (G2)"))
                : Optional.empty();
    }
}
