package io.connwarden.client.topics;

import java.time.Duration;

/** Where a consumer begins that has no committed position. */
public sealed interface StartPosition {

    /** With what is sent from now on. */
    record Latest() implements StartPosition {}

    /** With the oldest the topic still has. */
    record Earliest() implements StartPosition {}

    /**
     * With what was sent in the last while.
     *
     * @param duration above zero
     */
    record ByDuration(Duration duration) implements StartPosition {
        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException when it is not above zero
         */
        public ByDuration {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("past must be above zero, was " + duration);
            }
        }
    }
}
