package io.connwarden.actuator.pause;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.ReadPause;
import io.connwarden.sql.store.Pauses.Restriction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Returns true if the pause holds on all targets, whatever their labels are. */
    public static boolean isOfAllTargets(PauseRow pause) {
        Restriction restriction = pause.restriction();
        return pause.target().equals(Command.ALL_TARGETS)
                && (restriction == null || restriction.labels().isEmpty());
    }

    private static Optional<PauseRow> inForce(ReadPause read) {
        PauseRow pause = read.pause();
        @Nullable PauseWindow window = Optional.ofNullable(pause.restriction())
                .map(Restriction::window)
                .orElse(null);
        return window == null
                ? Optional.of(pause)
                : RecurringWindow.of(window).endAt(read.readAt()).map(end -> pause.until(earlier(end, pause.until())));
    }

    private static Instant earlier(Instant end, @Nullable Instant until) {
        return Stream.ofNullable(until).filter(end::isAfter).findFirst().orElse(end);
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
