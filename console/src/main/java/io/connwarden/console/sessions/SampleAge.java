package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;

/** The age of a snapshot by the clock of the console. */
final class SampleAge {
    private SampleAge() {}

    /** Returns the age in seconds, not below 0. */
    static double seconds(SessionSnapshot snapshot, Instant now) {
        return Math.max(0, Duration.between(snapshot.capturedAt(), now).toMillis()) / 1000.0;
    }
}
