package io.connwarden.benchmarks.reclaim;

import io.connwarden.benchmarks.reclaim.TargetLoad.PeriodLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The figures of one round of one contender.
 *
 * @param crossedAt the time at which the last session crossed the idle limit, by the clock of the target
 * @param spread the time from the first crossing to the last
 * @param reclaim the time from the last crossing to the end of the last session
 */
record RoundFigures(Instant crossedAt, Duration spread, Duration reclaim, PeriodLoad load) {
    String describe() {
        return String.format(
                Locale.ROOT,
                "%.3f s after the limit, crossed within %.3f s; %d full reads, %d readings of the count, %.0f ms of"
                        + " server time in %d s",
                seconds(reclaim),
                seconds(spread),
                load.fullReads(),
                load.countReadings(),
                load.milliseconds(),
                load.period().toSeconds());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
