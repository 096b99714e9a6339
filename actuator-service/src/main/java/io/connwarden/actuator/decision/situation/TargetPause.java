package io.connwarden.actuator.decision.situation;

import java.time.Instant;
import java.util.Objects;

/**
 * A pause of one target or of all targets.
 *
 * @param pausedBy the requester of the pause
 * @param reason the reason given by the requester
 * @param allTargets true if all targets are paused
 * @param since the time of the PAUSE command, or the begin of the present time of its window
 * @param remedy the command that ends the pause
 */
public record TargetPause(String pausedBy, String reason, boolean allTargets, Instant since, String remedy) {
    public TargetPause {
        Objects.requireNonNull(pausedBy, "pausedBy");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(remedy, "remedy");
    }
}
