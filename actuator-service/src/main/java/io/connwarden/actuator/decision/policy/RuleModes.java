package io.connwarden.actuator.decision.policy;

import io.connwarden.contracts.message.RuleId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The modes of single rules. A rule without its own mode is null. */
public record RuleModes(
        @Nullable Mode r1,
        @Nullable Mode r2,
        @Nullable Mode r3,
        @Nullable Mode r4) {
    static final RuleModes NONE = new RuleModes(null, null, null, null);

    /** Returns the modes that a function returns for each rule; null is no own mode. */
    static RuleModes from(Function<RuleId, @Nullable Mode> mode) {
        return new RuleModes(
                mode.apply(RuleId.R1), mode.apply(RuleId.R2), mode.apply(RuleId.R3), mode.apply(RuleId.R4));
    }

    Optional<Mode> of(RuleId rule) {
        return Optional.ofNullable(
                switch (rule) {
                    case R1 -> r1;
                    case R2 -> r2;
                    case R3 -> r3;
                    case R4 -> r4;
                    default -> null;
                });
    }
}
