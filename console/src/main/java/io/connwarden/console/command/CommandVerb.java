package io.connwarden.console.command;

import io.connwarden.contracts.message.Action;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The last part of a route that acts on a target, with the fields of its body. */
public enum CommandVerb {
    CLEANUP(Action.CLEANUP),
    EMERGENCY(Action.EMERGENCY),
    AUTO(Action.AUTO),
    TERMINATE(Action.TERMINATE),
    CANCEL(Action.CANCEL),
    PAUSE(Action.PAUSE),
    RESUME(Action.RESUME);

    /** All verbs as a pattern of a path. */
    public static final String PATTERN = "cleanup|emergency|auto|terminate|cancel|pause|resume";

    private static final Set<CommandVerb> WITH_MANDATORY_REASON = Set.of(TERMINATE, CANCEL, PAUSE);

    private final Action action;

    CommandVerb(Action action) {
        this.action = action;
    }

    /** Returns the verb of a path that {@link #PATTERN} matches. */
    public static CommandVerb ofPath(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    Action action() {
        return action;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean needsReason() {
        return WITH_MANDATORY_REASON.contains(this);
    }

    /** Returns the names of all fields that a body may have, in ascending order. */
    Set<String> fields() {
        Set<String> fields = new TreeSet<>(parameters());
        fields.addAll(List.of("reason", "expiresAt"));
        return fields;
    }

    private List<String> parameters() {
        return switch (this) {
            case CLEANUP -> List.of("idleThresholdMinutes", "maxTerminations");
            case TERMINATE, CANCEL -> List.of("sessions", "override");
            case PAUSE -> List.of("until", PauseDuration.FIELD, "labels", "window");
            case RESUME -> List.of("pauseId");
            case EMERGENCY, AUTO -> List.of();
        };
    }
}
