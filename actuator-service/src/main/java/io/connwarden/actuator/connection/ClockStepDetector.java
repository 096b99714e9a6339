package io.connwarden.actuator.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The detector of steps of a target's clock, such as a correction of the time or the resumption of a virtual machine.
 * Each sample compares the clock of the target with the monotonic clock of this process. If their difference changed by
 * more than {@link #MAX_DEVIATION} since the last sample, one of the clocks has stepped. A step while this process had
 * no earlier sample is not detected. Thread-safe.
 */
final class ClockStepDetector {
    /** The change of the difference that is not a step. */
    static final Duration MAX_DEVIATION = Duration.ofSeconds(5);

    private @Nullable Difference last;
    private @Nullable Instant lastStepAt;

    /**
     * The difference between both clocks, known up to the duration of the query.
     *
     * @param min the smallest possible difference, in nanoseconds
     * @param max the largest possible difference, in nanoseconds
     */
    private record Difference(long min, long max) {
        Duration changeSince(Difference earlier) {
            if (min > earlier.max) {
                return Duration.ofNanos(min - earlier.max);
            }
            return max < earlier.min ? Duration.ofNanos(max - earlier.min) : Duration.ZERO;
        }
    }

    /**
     * Compares the clocks at a sample.
     *
     * @param serverNow the clock of the target during the query
     * @param beforeNanos {@link System#nanoTime} before the query
     * @param afterNanos {@link System#nanoTime} after the query
     * @return the step since the last sample, at least its certain part; negative if the clock was set back
     */
    synchronized Optional<Duration> compare(Instant serverNow, long beforeNanos, long afterNanos) {
        long server = Duration.between(Instant.EPOCH, serverNow).toNanos();
        Difference current = new Difference(server - afterNanos, server - beforeNanos);
        Duration change = last == null ? Duration.ZERO : current.changeSince(last);
        last = current;
        if (change.abs().compareTo(MAX_DEVIATION) <= 0) {
            return Optional.empty();
        }
        lastStepAt = serverNow;
        return Optional.of(change);
    }

    /** Returns the time of the sample that detected the last step, by the clock of the target after it. */
    synchronized Optional<Instant> lastStepAt() {
        return Optional.ofNullable(lastStepAt);
    }
}
