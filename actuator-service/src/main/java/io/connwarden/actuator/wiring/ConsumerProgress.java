package io.connwarden.actuator.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The progress of one consumer: the batch in work, the last batch stored, and the failures since. Thread-safe. */
final class ConsumerProgress {
    private final String name;
    private final InstantSource clock;
    private @Nullable Instant batchStart;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant failingSince;
    private String cause = "";

    ConsumerProgress(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
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

    /** Returns the time since the first failure after the last success; empty without a failure. */
    synchronized Optional<Duration> failing() {
        return since(failingSince);
    }

    /** Returns the cause of the last failure. */
    synchronized String cause() {
        return cause;
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
