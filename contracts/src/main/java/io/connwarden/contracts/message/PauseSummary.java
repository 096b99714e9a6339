package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pause in force, during which no session is signalled.
 *
 * @param target id of the target, or {@link Command#ALL_TARGETS}
 * @param requestedBy name of the requester
 * @param until end of the pause, or of the present time of its window; null until RESUME
 * @param pauseId the id for RESUME; null for a pause without labels and window
 * @param labels the labels of the targets to which the pause is restricted; null for no restriction
 * @param window the recurring time of the pause; null for no restriction
 */
public record PauseSummary(
        String target,
        String requestedBy,
        String reason,
        Instant since,
        @Nullable Instant until,
        @Nullable UUID pauseId,
        @Nullable Map<String, String> labels,
        @Nullable PauseWindow window) {
    public PauseSummary {
        Command.requireTargetOrAll(target);
        Checks.requireText("requestedBy", requestedBy, Integer.MAX_VALUE);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        labels = labels == null ? null : Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** Creates the summary of a pause without labels and window. */
    public PauseSummary(String target, String requestedBy, String reason, Instant since, @Nullable Instant until) {
        this(target, requestedBy, reason, since, until, null, null, null);
    }
}
