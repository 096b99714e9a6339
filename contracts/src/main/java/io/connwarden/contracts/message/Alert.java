package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know, or need no longer worry about.
 *
 * @param name what kind of alert, such as {@code ConnectionSlotsCritical}; stable, for routing
 * @param summary one line, readable on a phone at 03:00
 * @param startsAt when it began firing; the same in FIRING and RESOLVED, so the two can be paired
 * @param endsAt null while firing, given when resolved
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
    public Alert {
        Allowed.target(target);
        Allowed.text("name", name);
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
