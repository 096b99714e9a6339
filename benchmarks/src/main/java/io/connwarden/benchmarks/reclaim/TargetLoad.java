package io.connwarden.benchmarks.reclaim;

import java.time.Duration;
import java.time.Instant;

/**
 * The statements of one role on the target up to a time.
 *
 * @param fullReads full reads of the list of sessions
 * @param countReadings readings of the number of backends, without the list
 * @param milliseconds the time of all statements on the server
 */
record TargetLoad(Instant until, long fullReads, long countReadings, double milliseconds) {

    /** The statements of one role within a period. */
    record PeriodLoad(Duration period, long fullReads, long countReadings, double milliseconds) {
        double fullReadsPerMinute() {
            return perMinute((double) fullReads);
        }

        double countReadingsPerMinute() {
            return perMinute((double) countReadings);
        }

        double millisecondsPerMinute() {
            return perMinute(milliseconds);
        }

        private double perMinute(double value) {
            return value * 60_000 / period.toMillis();
        }

        PeriodLoad plus(PeriodLoad other) {
            return new PeriodLoad(
                    period.plus(other.period),
                    fullReads + other.fullReads,
                    countReadings + other.countReadings,
                    milliseconds + other.milliseconds);
        }
    }

    PeriodLoad since(TargetLoad earlier) {
        return new PeriodLoad(
                Duration.between(earlier.until, until),
                fullReads - earlier.fullReads,
                countReadings - earlier.countReadings,
                milliseconds - earlier.milliseconds);
    }
}
