package io.connwarden.actuator.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one consumer: the batch in work, the last batch stored, the failures since, and the partitions that
 * cannot be read. Thread-safe.
 */
final class ConsumerProgress {
    private final String name;
    private final InstantSource clock;
    private final UnreadablePartitions unreadable;
    private @Nullable Instant batchStart;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant failingSince;
    private String cause = "";

    ConsumerProgress(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.unreadable = new UnreadablePartitions(clock);
    }

    String name() {
        return name;
    }

    UnreadablePartitions unreadable() {
        return unreadable;
    }

    synchronized void onBatchStart() {
        batchStart = clock.instant();
    }

    synchronized void onSuccess() {
        batchStart = null;
        lastSuccess = clock.instant();
        failingSince = null;
    }

    /** @param reason the cause of the failure, in one line */
    synchronized void onFailure(String reason) {
        cause = reason;
        batchStart = null;
        if (failingSince == null) {
            failingSince = clock.instant();
        }
    }

    /** Returns the time for which the current batch is in work; empty between two batches. */
    synchronized Optional<Duration> busy() {
        return since(batchStart);
    }

    /** Returns the time since the last batch was stored; empty before the first. */
    synchronized Optional<Duration> sinceSuccess() {
        return since(lastSuccess);
    }

    /**
     * Returns the time since the first failure after the last success, or since a partition cannot be read; empty
     * without either.
     */
    synchronized Optional<Duration> failing() {
        return Stream.of(since(failingSince), unreadable.failing())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Returns the cause of the last failure, and the partitions that cannot be read. */
    synchronized String cause() {
        String unread = unreadable.describe();
        return failingSince == null && !unread.isEmpty() ? unread : unread.isEmpty() ? cause : cause + "; " + unread;
    }

    /**
     * Records that no failed batch is left: the consumer reads again after an authorization failure, its partitions
     * have moved to another instance, or nothing is left to read.
     */
    synchronized void onNothingPending() {
        failingSince = null;
    }

    private Optional<Duration> since(@Nullable Instant start) {
        return Optional.ofNullable(start).map(instant -> Duration.between(instant, clock.instant()));
    }
}
