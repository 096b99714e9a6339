package io.connwarden.console.view;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
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
    private final Map<String, ToldPauses> scopes = new LinkedHashMap<>();

    /** The result of one target tells of the pauses of all targets only those that concern this target. */
    synchronized void onResult(Result result) {
        List<PauseSummary> told = result.pauses();
        if (told != null) {
            tell(result.target(), told, result.finishedAt(), true);
            if (!result.target().equals(Command.ALL_TARGETS)) {
                tell(Command.ALL_TARGETS, told, result.finishedAt(), false);
            }
        }
    }

    /** Takes over all pauses of all targets. What a later result has told stays. */
    synchronized void onPauses(List<PauseSummary> all, Instant time) {
        Stream.concat(List.copyOf(scopes.keySet()).stream(), all.stream().map(PauseSummary::target))
                .distinct()
                .forEach(scope -> tell(scope, all, time, true));
    }

    private void tell(String scope, List<PauseSummary> all, Instant at, boolean isComplete) {
        ToldPauses known = scopes.remove(scope);
        ToldPauses pauses = known == null ? new ToldPauses() : known;
        pauses.tell(all.stream().filter(each -> each.target().equals(scope)).toList(), at, isComplete);
        scopes.put(scope, pauses);
        if (scopes.size() > FleetView.MAX_TARGETS) {
            scopes.remove(scopes.keySet().iterator().next());
        }
    }

    /**
     * Returns the pause of the target, otherwise that of all targets. A pause that has ended, or is between two times
     * of its window, is empty.
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
        return scopes.keySet().stream()
                .flatMap(scope -> present(scope, now))
                .distinct()
                .toList();
    }

    private Stream<PauseSummary> concerning(String target, Map<String, String> labels, Instant now) {
        return Stream.of(target, Command.ALL_TARGETS)
                .flatMap(scope -> present(scope, now))
                .filter(pause -> concerns(pause, labels));
    }

    private Stream<PauseSummary> present(String scope, Instant now) {
        ToldPauses known = scopes.get(scope);
        return known == null ? Stream.empty() : known.present(now).stream();
    }

    private static boolean concerns(PauseSummary pause, Map<String, String> labels) {
        return pause.labels() == null
                || labels.entrySet().containsAll(pause.labels().entrySet());
    }
}
