package io.connwarden.benchmarks.reclaim;

import io.connwarden.benchmarks.reclaim.TargetLoad.PeriodLoad;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The comparison of Connwarden with the plain loop.
 *
 * @param connwarden the measured rounds of Connwarden, at least one
 * @param loop the measured rounds of the plain loop, at least one
 */
record Comparison(List<RoundFigures> connwarden, List<RoundFigures> loop) {
    /** The maximum ratio of the median times. */
    static final double MAX_TIME_RATIO = 0.5;

    Comparison {
        connwarden = List.copyOf(connwarden);
        loop = List.copyOf(loop);
    }

    /** Returns true if Connwarden needs at most half of the time, with fewer full reads per minute. */
    boolean isMet() {
        return timeRatio() <= MAX_TIME_RATIO && readRatio() < 1;
    }

    double timeRatio() {
        return RoundFigures.seconds(median(connwarden)) / RoundFigures.seconds(median(loop));
    }

    double readRatio() {
        return load(connwarden).fullReadsPerMinute() / load(loop).fullReadsPerMinute();
    }

    /** Returns the summary for a terminal. */
    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Time from the limit to the end of the last session, median: connwarden %s, plain loop %s",
                        times(connwarden),
                        times(loop)),
                perMinute("Full reads per minute", PeriodLoad::fullReadsPerMinute),
                perMinute("Readings of the number of backends per minute", PeriodLoad::countReadingsPerMinute),
                perMinute("Milliseconds of server time per minute", PeriodLoad::millisecondsPerMinute),
                String.format(
                        Locale.ROOT,
                        "Ratio of the times %.2f (at most %.2f), ratio of the full reads %.2f (below 1): %s",
                        timeRatio(),
                        MAX_TIME_RATIO,
                        readRatio(),
                        isMet() ? "met" : "NOT MET"));
    }

    private String perMinute(String figure, ToDoubleFunction<PeriodLoad> value) {
        return String.format(
                Locale.ROOT,
                "%s: connwarden %.1f, plain loop %.1f",
                figure,
                value.applyAsDouble(load(connwarden)),
                value.applyAsDouble(load(loop)));
    }

    private static String times(List<RoundFigures> rounds) {
        List<Duration> sorted = sortedTimes(rounds);
        return String.format(
                Locale.ROOT,
                "%.3f s (%.3f to %.3f)",
                RoundFigures.seconds(median(rounds)),
                RoundFigures.seconds(sorted.get(0)),
                RoundFigures.seconds(sorted.get(sorted.size() - 1)));
    }

    private static Duration median(List<RoundFigures> rounds) {
        List<Duration> sorted = sortedTimes(rounds);
        Duration upper = sorted.get(sorted.size() / 2);
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }

    private static List<Duration> sortedTimes(List<RoundFigures> rounds) {
        return rounds.stream().map(RoundFigures::reclaim).sorted().toList();
    }

    private static PeriodLoad load(List<RoundFigures> rounds) {
        return rounds.stream().map(RoundFigures::load).reduce(PeriodLoad::plus).orElseThrow();
    }
}
