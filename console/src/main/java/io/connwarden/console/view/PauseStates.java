package io.connwarden.console.view;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pauses that the results of PAUSE, RESUME and STATUS have told, one per target and one for all targets.
 * Thread-safe.
 */
final class PauseStates {
    static final int MAX_TARGETS = 1_000;

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
                .filter(pause -> pause.labels() != null && isInForce(pause, now))
                .filter(pause -> told.stream().noneMatch(each -> Objects.equals(each.pauseId(), pause.pauseId())));
        return Stream.concat(told.stream(), others).toList();
    }

    private void put(String scope, Result result, List<PauseSummary> pauses) {
        State known = states.get(scope);
        if (known == null || !result.finishedAt().isBefore(known.toldAt())) {
            states.remove(scope);
            states.put(scope, new State(result.finishedAt(), pauses));
            if (states.size() > MAX_TARGETS) {
                states.remove(states.keySet().iterator().next());
            }
        }
    }

    /**
     * Returns the pause of the target, otherwise that of all targets. A pause that has ended is empty.
     *
     * @param labels the labels of the target
     */
    synchronized Optional<PauseSummary> find(String target, Map<String, String> labels, Instant now) {
        return Stream.of(target, Command.ALL_TARGETS)
                .flatMap(scope -> Stream.ofNullable(states.get(scope)))
                .flatMap(state -> state.pauses().stream())
                .filter(pause -> isInForce(pause, now) && concerns(pause, labels))
                .findFirst();
    }

    /** Returns all pauses in force, as far as results have told. */
    synchronized List<PauseSummary> all(Instant now) {
        return states.values().stream()
                .flatMap(state -> state.pauses().stream())
                .filter(pause -> isInForce(pause, now))
                .distinct()
                .toList();
    }

    private static boolean isInForce(PauseSummary pause, Instant now) {
        return pause.until() == null || pause.until().isAfter(now);
    }

    private static boolean concerns(PauseSummary pause, Map<String, String> labels) {
        return pause.labels() == null
                || labels.entrySet().containsAll(pause.labels().entrySet());
    }
}
