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
 * A pause, during which no session is signalled. With a window, the pause is in force at its times only.
 *
 * @param target id of the target, or {@link Command#ALL_TARGETS}
 * @param requestedBy name of the requester
 * @param until end of the pause, or of the present or next time of its window; null until RESUME
 * @param pauseId the id for RESUME; null for a pause without labels and window
 * @param labels the labels of the targets to which the pause is restricted; null for no restriction
 * @param window the recurring time of the pause; null for no restriction
 * @param from begin of the present or next time of the window; null without a window
 * @param recursUntil end of a pause with a window; null until RESUME, and without a window
 */
public record PauseSummary(
        String target,
        String requestedBy,
        String reason,
        Instant since,
        @Nullable Instant until,
        @Nullable UUID pauseId,
        @Nullable Map<String, String> labels,
        @Nullable PauseWindow window,
        @Nullable Instant from,
        @Nullable Instant recursUntil) {
    public PauseSummary {
        Command.requireTargetOrAll(target);
        Checks.requireText("requestedBy", requestedBy, Integer.MAX_VALUE);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(since, "since");
        labels = labels == null ? null : Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** Creates the summary of a pause without labels and window. */
    public PauseSummary(String target, String requestedBy, String reason, Instant since, @Nullable Instant until) {
        this(target, requestedBy, reason, since, until, null, null, null, null, null);
    }

    /** Returns the pause with the present or next time of its window. */
    public PauseSummary during(Instant begin, Instant end) {
        return new PauseSummary(target, requestedBy, reason, since, end, pauseId, labels, window, begin, recursUntil);
    }

    /** Returns true if the pause holds at a time, as far as its {@code from} and {@code until} tell. */
    public boolean isInForce(Instant now) {
        return (from == null || !from.isAfter(now)) && (until == null || until.isAfter(now));
    }

    /** Returns true if the pause has ended and does not recur. */
    public boolean hasEnded(Instant now) {
        @Nullable Instant end = window == null ? until : recursUntil;
        return end != null && !end.isAfter(now);
    }
}
