package io.connwarden.benchmarks.signal;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The times of one round.
 *
 * @param processor the processor time of the backend that signals, which hardly depends on the load of the machine; 0
 *     on a system without {@code /proc}
 * @param answered from the first statement to the answer to the last one
 * @param ended from the first statement to the end of the last session
 */
record SignalTimes(Duration processor, Duration answered, Duration ended) {

    /** Returns the ratio of the median of some rounds to that of others. */
    static double ratio(List<SignalTimes> rounds, List<SignalTimes> others, Function<SignalTimes, Duration> time) {
        return (double) Medians.of(rounds, time).toNanos()
                / Medians.of(others, time).toNanos();
    }
}
