package io.connwarden.actuator.consumer;

import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dead letters of one process since the last time without any. Thread-safe. */
public final class RecentDeadLetters {
    private static final int MAX_REASON_LENGTH = 500;

    private final InstantSource clock;
    private long count;
    private @Nullable Instant lastAt;
    private @Nullable DeadLetter last;

    RecentDeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void addAll(Collection<DeadLetter> deadLetters) {
        for (DeadLetter deadLetter : deadLetters) {
            count++;
            lastAt = clock.instant();
            last = deadLetter;
        }
    }

    /**
     * Describes the dead letters, if the last of them is not older than the given time. Otherwise the count starts
     * again.
     */
    public synchronized Optional<String> describe(Duration maxAge) {
        Instant at = lastAt;
        DeadLetter latest = last;
        if (at == null
                || latest == null
                || Duration.between(at, clock.instant()).compareTo(maxAge) > 0) {
            count = 0;
            return Optional.empty();
        }
        return Optional.of(Formats.count(count, "record") + ", the last is " + latest.position() + ": "
                + Formats.singleLine(latest.reason(), MAX_REASON_LENGTH));
    }
}
