package io.connwarden.actuator.decision.situation;

import java.time.Instant;
import java.util.Objects;

/**
 * A standing order to leave a target alone.
 *
 * @param by who gave it
 * @param reason why
 * @param allTargets whether it holds for all targets or for this one only
 * @param since when it was given
 */
public record TargetPause(String by, String reason, boolean allTargets, Instant since) {
    public TargetPause {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }
}
