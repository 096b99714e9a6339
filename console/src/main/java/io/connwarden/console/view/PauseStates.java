package io.connwarden.console.view;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.runtime.RecurringWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pauses that the results of PAUSE, RESUME and STATUS have told, by target and for all targets. The times of a
 * window are calculated again as they pass. At most {@value FleetView#MAX_TARGETS} targets are kept. Thread-safe.
 */
final class PauseStates {
    /**
     * The pauses of a scope.
     *
     * @param pauses in the order of the result that told them
     */
    private record State(Instant toldAt, List<PauseSummary> pauses) {}

    private final Map<String, State> states = new LinkedHashMap<>();

    synchronized void onResult(Result result) {
        List<PauseSummary> pauses = result.pauses();
        if (pauses != null) {
            Stream.of(result.target(), Command.ALL_TARGETS)
                    .distinct()
                    .forEach(scope -> put(scope, result, pausesOf(scope, result, pauses)));
        }
    }

    /** The result of one target has the pauses by its labels only, so that others of all targets stay known. */
    private List<PauseSummary> pausesOf(String scope, Result result, List<PauseSummary> pauses) {
        List<PauseSummary> told =
                pauses.stream().filter(pause -> pause.target().equals(scope)).toList();
        State known = states.get(scope);
        boolean isPart = scope.equals(Command.ALL_TARGETS) && !result.target().equals(Command.ALL_TARGETS);
        return isPart && known != null ? withOthers(told, known.pauses(), result.finishedAt()) : told;
    }

    /** A pause that is told again replaces the known one: with a window, its end is another one each time. */
    private static List<PauseSummary> withOthers(List<PauseSummary> told, List<PauseSummary> known, Instant now) {
        Stream<PauseSummary> others = known.stream()
                .filter(pause -> pause.labels() != null && !pause.hasEnded(now))
                .filter(pause -> told.stream().noneMatch(each -> Objects.equals(each.pauseId(), pause.pauseId())));
        return Stream.concat(told.stream(), others).toList();
    }

    private void put(String scope, Result result, List<PauseSummary> pauses) {
        State known = states.get(scope);
        if (known == null || !result.finishedAt().isBefore(known.toldAt())) {
            states.remove(scope);
            states.put(scope, new State(result.finishedAt(), pauses));
            if (states.size() > FleetView.MAX_TARGETS) {
                states.remove(states.keySet().iterator().next());
            }
        }
    }

    /**
     * Returns the pause of the target, otherwise that of all targets. A pause that has ended, or is between two times of
     * its window, is empty.
     *
     * @param labels the labels of the target
     */
    synchronized Optional<PauseSummary> find(String target, Map<String, String> labels, Instant now) {
        return concerning(target, labels, now)
                .filter(pause -> pause.isInForce(now))
                .findFirst();
    }

    /** Returns the pause of the target, or of all targets, with the window that opens next. */
    synchronized Optional<PauseSummary> next(String target, Map<String, String> labels, Instant now) {
        return concerning(target, labels, now)
                .filter(pause -> !pause.isInForce(now))
                .min(Comparator.comparing(pause -> Objects.requireNonNull(pause.from())));
    }

    /** Returns all pauses, also those between two times of their window, as far as results have told. */
    synchronized List<PauseSummary> all(Instant now) {
        return List.copyOf(states.keySet()).stream()
                .flatMap(scope -> present(scope, now))
                .distinct()
                .toList();
    }

    private Stream<PauseSummary> concerning(String target, Map<String, String> labels, Instant now) {
        return Stream.of(target, Command.ALL_TARGETS)
                .flatMap(scope -> present(scope, now))
                .filter(pause -> concerns(pause, labels));
    }

    /** Returns the pauses of a scope with the present or next times of their windows, and drops the ended ones. */
    private Stream<PauseSummary> present(String scope, Instant now) {
        State known = states.get(scope);
        if (known == null) {
            return Stream.empty();
        }
        if (known.pauses().stream().allMatch(pause -> isOpen(pause, now))) {
            return known.pauses().stream();
        }
        List<PauseSummary> present = known.pauses().stream()
                .flatMap(pause -> isOpen(pause, now) ? Stream.of(pause) : presentOrNext(pause, now).stream())
                .toList();
        states.put(scope, new State(known.toldAt(), present));
        return present.stream();
    }

    private static boolean isOpen(PauseSummary pause, Instant now) {
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

    private static boolean concerns(PauseSummary pause, Map<String, String> labels) {
        return pause.labels() == null
                || labels.entrySet().containsAll(pause.labels().entrySet());
    }
}
