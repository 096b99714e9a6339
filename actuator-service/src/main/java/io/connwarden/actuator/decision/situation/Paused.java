package io.connwarden.actuator.decision.situation;

import java.time.Instant;
import java.util.Objects;

/**
 * A standing order to leave a target alone.
 *
 * @param by who gave it
 * @param reason why
 * @param everyTarget whether it holds for all targets or for this one only
 * @param since when it was given
 */
public record Paused(String by, String reason, boolean everyTarget, Instant since) {
    public Paused {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }
}
