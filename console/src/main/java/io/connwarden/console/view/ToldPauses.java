package io.connwarden.console.view;

import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.runtime.RecurringWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The pauses of one target, or of all targets, as results tell them in any order. A complete result tells all pauses. A
 * partial one tells all pauses without labels, but only some with labels. Not thread-safe.
 */
final class ToldPauses {
    private static final Comparator<PauseSummary> UNRESTRICTED_FIRST = Comparator.comparing(
                    (PauseSummary pause) -> pause.pauseId() != null)
            .thenComparing(PauseSummary::since);

    private record Told(PauseSummary pause, Instant at) {
        private boolean hasLabels() {
            return pause.labels() != null;
        }
    }

    private final Map<Optional<UUID>, Told> pauses = new HashMap<>();
    private Instant withoutLabelsAt = Instant.MIN;
    private Instant withLabelsAt = Instant.MIN;

    /** Takes over what a result tells. What a later result has told stays. */
    void tell(List<PauseSummary> told, Instant at, boolean isComplete) {
        if (!at.isBefore(withoutLabelsAt)) {
            withoutLabelsAt = at;
            pauses.values().removeIf(each -> !each.hasLabels());
            told.stream().filter(pause -> pause.labels() == null).forEach(pause -> put(pause, at));
        }
        if (at.isBefore(withLabelsAt)) {
            return;
        }
        if (isComplete) {
            withLabelsAt = at;
            pauses.values().removeIf(each -> each.hasLabels() && !each.at().isAfter(at));
        }
        told.stream().filter(pause -> pause.labels() != null).forEach(pause -> put(pause, at));
    }

    private void put(PauseSummary pause, Instant at) {
        pauses.merge(
                Optional.ofNullable(pause.pauseId()),
                new Told(pause, at),
                (known, added) -> known.at().isAfter(at) ? known : added);
    }

    /** Returns the pauses with the present or next times of their windows, the unrestricted one first. */
    List<PauseSummary> present(Instant now) {
        pauses.replaceAll((id, told) -> isCurrent(told.pause(), now)
                ? told
                : presentOrNext(told.pause(), now)
                        .map(pause -> new Told(pause, told.at()))
                        .orElse(told));
        pauses.values().removeIf(told -> !isCurrent(told.pause(), now));
        return pauses.values().stream()
                .map(Told::pause)
                .sorted(UNRESTRICTED_FIRST)
                .toList();
    }

    /** A pause from the log store has the last end of its window and no begin. Its times are still to be determined. */
    private static boolean isCurrent(PauseSummary pause, Instant now) {
        if (pause.window() != null && pause.from() == null) {
            return false;
        }
        return pause.until() == null ? pause.window() == null : pause.until().isAfter(now);
    }

    /** Other programs can write results too, so an invalid window is possible. It is no pause. */
    private static Optional<PauseSummary> presentOrNext(PauseSummary pause, Instant now) {
        try {
            return RecurringWindow.presentOrNext(pause, now);
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
