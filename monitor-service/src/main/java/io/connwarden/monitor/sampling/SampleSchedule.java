package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of full samples. The next sample is taken when the next relevant age threshold is crossed if no session
 * changes, at the latest at the interval. A crossing is relevant if it can change the status or give a rule a new
 * candidate. Pure.
 */
record SampleSchedule(Thresholds thresholds, SamplingIntervals intervals) {
    /** The thresholds are exclusive, so a sample at the very time of a crossing is too early. */
    private static final Duration MARGIN = Duration.ofMillis(1);

    /** The wait of a sample for further crossings, so that one action covers sessions that leaked together. */
    private static final Duration MAX_WAIT_FOR_FURTHER = Duration.ofMillis(250);

    /** The minimum interval of samples for viewers, whatever their number. */
    private static final Duration MIN_LOOK_INTERVAL = Duration.ofSeconds(1);

    /** After a gap of this many minimum intervals, the next minimum is shorter. */
    private static final int LONG_GAP = 2;

    /** The share of the minimum interval that applies after a long gap. */
    private static final int EARLY_SHARE = 10;

    /** Returns the delay from the start of a sample to the start of the next one while the target is looked at. */
    Duration lookInterval() {
        return longer(MIN_LOOK_INTERVAL, intervals.minSample());
    }

    /** Returns the delay from the start of a sample to the start of the next one, without a crossing. */
    Duration interval(HealthStatus status) {
        return status == HealthStatus.CRITICAL ? intervals.criticalSample() : intervals.fullSample();
    }

    /**
     * Returns the delay from the end of a sample to the next relevant crossing, or to a later one up to 250 ms after
     * it; at most the interval.
     *
     * @param sincePrevious the time from the start of the previous sample to the start of this one
     */
    Duration untilCrossing(HealthStatus status, Observation observation, Duration sincePrevious) {
        UpcomingCrossings upcoming = observation.upcoming();
        return relevantCrossings(status, observation.counts().zombieConnections(), upcoming).stream()
                .min(Comparator.naturalOrder())
                .map(first -> lastZombieSoonAfter(first, upcoming).plus(MARGIN))
                .map(delay -> longer(delay, minDelay(sincePrevious)))
                .orElse(intervals.fullSample());
    }

    /**
     * An application that used its sessions just before a foreseen crossing has moved it by less than the minimum
     * interval. One early sample after a long gap meets it, and the average interval is still not below the minimum.
     */
    private Duration minDelay(Duration sincePrevious) {
        Duration min = intervals.minSample();
        return sincePrevious.compareTo(min.multipliedBy(LONG_GAP)) < 0 ? min : min.dividedBy(EARLY_SHARE);
    }

    private static Duration longer(Duration delay, Duration other) {
        return delay.compareTo(other) < 0 ? other : delay;
    }

    private List<Duration> relevantCrossings(HealthStatus status, int zombies, UpcomingCrossings crossings) {
        if (status == HealthStatus.UNKNOWN) {
            return List.of();
        }
        List<@Nullable Duration> relevant = new ArrayList<>();
        relevant.add(crossings.stuckTransaction());
        relevant.add(untilMoreZombies(thresholds.cleanupZombies() - zombies, crossings));
        relevant.add(untilMoreZombies(thresholds.warningZombies() - zombies, crossings));
        if (status != HealthStatus.HEALTHY) {
            relevant.add(untilMoreZombies(0, crossings));
        }
        if (status == HealthStatus.CRITICAL) {
            relevant.add(crossings.longIdle());
            relevant.add(crossings.longRunning());
        }
        relevant.removeIf(Objects::isNull);
        return relevant;
    }

    private static Duration lastZombieSoonAfter(Duration first, UpcomingCrossings crossings) {
        Duration end = first.plus(MAX_WAIT_FOR_FURTHER);
        return crossings.zombies().stream()
                .filter(crossing -> crossing.compareTo(first) > 0 && crossing.compareTo(end) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(first);
    }

    /** Returns the time until the zombies exceed their number by more than {@code tolerated}; null if unknown. */
    private static @Nullable Duration untilMoreZombies(int tolerated, UpcomingCrossings crossings) {
        return tolerated >= 0 && tolerated < crossings.zombies().size()
                ? crossings.zombies().get(tolerated)
                : null;
    }
}
