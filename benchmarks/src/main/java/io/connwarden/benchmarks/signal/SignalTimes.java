package io.connwarden.benchmarks.signal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The times of one round, each from the first statement.
 *
 * @param answered until the answer to the last statement
 * @param ended until the last session has ended
 */
record SignalTimes(Duration answered, Duration ended) {

    /** Returns the median of one time of some rounds. */
    static Duration median(List<SignalTimes> rounds, Function<SignalTimes, Duration> time) {
        List<Duration> sorted =
                rounds.stream().map(time).sorted(Comparator.naturalOrder()).toList();
        return sorted.get((sorted.size() - 1) / 2)
                .plus(sorted.get(sorted.size() / 2))
                .dividedBy(2);
    }

    /** Returns the ratio of the median of some rounds to that of others. */
    static double ratio(List<SignalTimes> rounds, List<SignalTimes> others, Function<SignalTimes, Duration> time) {
        return (double) median(rounds, time).toNanos() / median(others, time).toNanos();
    }
}
