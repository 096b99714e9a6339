package io.connwarden.benchmarks.signal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The median of one time of some rounds. */
final class Medians {
    private Medians() {}

    static <T> Duration of(List<T> rounds, Function<T, Duration> time) {
        List<Duration> sorted =
                rounds.stream().map(time).sorted(Comparator.naturalOrder()).toList();
        return sorted.get((sorted.size() - 1) / 2)
                .plus(sorted.get(sorted.size() / 2))
                .dividedBy(2);
    }
}
