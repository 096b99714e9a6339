package io.connwarden.console.view;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pauses that the results of PAUSE, RESUME and STATUS have told, one per target and one for all targets.
 * Thread-safe.
 */
final class PauseStates {
    static final int MAX_TARGETS = 1_000;

    private record State(Instant toldAt, @Nullable PauseSummary pause) {}

    private final Map<String, State> states = new LinkedHashMap<>();

    synchronized void onResult(Result result) {
        if (result.pauses() != null) {
            Stream.of(result.target(), Command.ALL_TARGETS)
                    .distinct()
                    .forEach(scope -> put(scope, result, pauseOf(scope, result)));
        }
    }

    private static @Nullable PauseSummary pauseOf(String scope, Result result) {
        return Stream.ofNullable(result.pauses())
                .flatMap(pauses -> pauses.stream())
                .filter(pause -> pause.target().equals(scope))
                .findFirst()
                .orElse(null);
    }

    private void put(String scope, Result result, @Nullable PauseSummary pause) {
        State known = states.get(scope);
        if (known == null || !result.finishedAt().isBefore(known.toldAt())) {
            states.remove(scope);
            states.put(scope, new State(result.finishedAt(), pause));
            if (states.size() > MAX_TARGETS) {
                states.remove(states.keySet().iterator().next());
            }
        }
    }

    /** Returns the pause of the target, otherwise that of all targets. A pause that has ended is empty. */
    synchronized Optional<PauseSummary> find(String target, Instant now) {
        return Stream.of(target, Command.ALL_TARGETS)
                .flatMap(scope -> Stream.ofNullable(states.get(scope)))
                .flatMap(state -> Stream.ofNullable(state.pause()))
                .filter(pause -> pause.until() == null || pause.until().isAfter(now))
                .findFirst();
    }
}
