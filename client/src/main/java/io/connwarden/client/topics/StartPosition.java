package io.connwarden.client.topics;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;

/** The position at which a consumer starts if it has no committed position. */
public sealed interface StartPosition {

    /** The position after the latest record: only records sent from now on. */
    record Latest() implements StartPosition {}

    /** The position of the earliest record that the topic retains. */
    record Earliest() implements StartPosition {}

    /**
     * The position of the first record of the recent past.
     *
     * @param duration maximum age of the first record by its timestamp, above zero
     */
    record ByDuration(Duration duration) implements StartPosition {
        /**
         * Creates a start position.
         *
         * @throws IllegalArgumentException if the duration is not above zero
         */
        public ByDuration {
            Checks.requirePositive("duration", duration);
        }
    }

    /**
     * The position of the first record with this timestamp or a later one.
     *
     * @param timestamp compared with the timestamps of the records
     */
    record ByTimestamp(Instant timestamp) implements StartPosition {}
}
