package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires or is resolved.
 *
 * @param target id of the target; {@link #CONNWARDEN} if Connwarden itself has the fault
 * @param name alert kind, such as {@code ConnectionSlotsCritical}; stable, for routing
 * @param summary one short line
 * @param description the values behind the alert and the recommended action; in a RESOLVED message empty, unless the
 *     target is no longer watched, then the reason
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
    /** The target of an alert about Connwarden itself. No target may have this id. */
    public static final String CONNWARDEN = "connwarden";

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

    /** Returns a builder without texts, labels and end. */
    public static Builder builder(
            String target, String name, AlertStatus state, AlertSeverity severity, Instant startsAt) {
        return new Builder(target, name, state, severity, startsAt);
    }

    /** The builder of an alert. Not thread-safe. */
    public static final class Builder {
        private final String target;
        private final String name;
        private final AlertStatus state;
        private final AlertSeverity severity;
        private String summary = "";
        private String description = "";
        private Map<String, String> labels = Map.of();
        private final Instant startsAt;
        private @Nullable Instant endsAt;

        private Builder(String target, String name, AlertStatus state, AlertSeverity severity, Instant startsAt) {
            this.target = target;
            this.name = name;
            this.state = state;
            this.severity = severity;
            this.startsAt = startsAt;
        }

        public Builder summary(String summary) {
            this.summary = summary;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        public Builder endsAt(@Nullable Instant endsAt) {
            this.endsAt = endsAt;
            return this;
        }

        /**
         * Builds the alert.
         *
         * @throws IllegalArgumentException if a value is out of range or contradicts another one
         */
        public Alert build() {
            return new Alert(target, name, state, severity, summary, description, labels, startsAt, endsAt);
        }
    }
}
