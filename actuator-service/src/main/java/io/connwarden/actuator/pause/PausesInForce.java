package io.connwarden.actuator.pause;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.runtime.RecurringWindow;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.ReadPause;
import io.connwarden.sql.store.Pauses.Restriction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader of the pauses in force. Thread-safe. */
public final class PausesInForce {
    private final Pauses pauses;

    public PausesInForce(Pauses pauses) {
        this.pauses = pauses;
    }

    /**
     * Returns the pauses in force for a target: its own pause first, then that of all targets, then the restricted
     * ones. A pause with a window ends with its present time.
     *
     * @param labels the labels of the target
     */
    public List<PauseRow> affecting(String target, Map<String, String> labels) {
        return pauses.affecting(target, labels).stream()
                .flatMap(read -> inForce(read).stream())
                .toList();
    }

    /**
     * Returns the pauses of a target in the same order, also those between two times of their window.
     *
     * @param labels the labels of the target
     */
    public List<PauseSummary> presentAndNext(String target, Map<String, String> labels) {
        return pauses.affecting(target, labels).stream()
                .flatMap(read -> presentOrNext(read).stream())
                .toList();
    }

    /** Returns true if the pause holds on all targets, whatever their labels are. */
    public static boolean isOfAllTargets(PauseRow pause) {
        Restriction restriction = pause.restriction();
        return pause.target().equals(Command.ALL_TARGETS)
                && (restriction == null || restriction.labels().isEmpty());
    }

    /** Returns the command that ends a pause, such as {@code send RESUME for *}. */
    public static String remedy(PauseRow pause) {
        @Nullable Restriction restriction = pause.restriction();
        if (restriction == null) {
            return "send RESUME" + (pause.target().equals(Command.ALL_TARGETS) ? " for *" : "");
        }
        return "send RESUME with pauseId " + restriction.id() + " for " + pause.target();
    }

    private static Optional<PauseRow> inForce(ReadPause read) {
        PauseRow pause = read.pause();
        return presentOrNext(read)
                .filter(present -> present.isInForce(read.readAt()))
                .map(present -> pause.during(present.from(), present.until()));
    }

    private static Optional<PauseSummary> presentOrNext(ReadPause read) {
        return RecurringWindow.presentOrNext(read.pause().summary(), read.readAt());
    }

    /**
     * Checks a window.
     *
     * @throws IllegalArgumentException if its expression or its zone is invalid
     */
    public static void check(PauseWindow window) {
        RecurringWindow.of(window);
    }
}
