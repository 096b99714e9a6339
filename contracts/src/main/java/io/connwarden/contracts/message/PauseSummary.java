package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pause in force, during which no session is signalled.
 *
 * @param target id of the target, or {@link Command#ALL_TARGETS}
 * @param requestedBy name of the requester
 * @param until end of the pause; null until RESUME
 */
public record PauseSummary(
        String target,
        String requestedBy,
        String reason,
        Instant since,
        @Nullable Instant until) {
    public PauseSummary {
        Command.requireTargetOrAll(target);
        Checks.requireText("requestedBy", requestedBy, Integer.MAX_VALUE);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
    }
}
