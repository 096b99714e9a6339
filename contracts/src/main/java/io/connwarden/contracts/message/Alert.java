package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires or is resolved.
 *
 * @param name alert kind, such as {@code ConnectionSlotsCritical}; stable, for routing
 * @param summary one short line
 * @param startsAt start of firing; equal in the FIRING and the RESOLVED message of one alert
 * @param endsAt end of firing; null in a FIRING message
 */
public record Alert(
        String target,
        String name,
        AlertStatus state,
        AlertSeverity severity,
        String summary,
        String description,
        Map<String, String> labels,
        Instant startsAt,
        @Nullable Instant endsAt)
        implements Message {
    private static final int MAX_NAME_LENGTH = 1024;

    /** @throws IllegalArgumentException if a value is out of range or a resolved alert has no end */
    public Alert {
        Checks.requireTargetId("target", target);
        Checks.requireText("name", name, MAX_NAME_LENGTH);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(startsAt, "startsAt");
        if (state == AlertStatus.RESOLVED && endsAt == null) {
            throw new IllegalArgumentException("endsAt must be given with state RESOLVED");
        }
        labels = Map.copyOf(labels);
    }
}
