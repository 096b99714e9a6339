package io.connwarden.client.topics;

import java.time.Duration;

/** Where a consumer begins that has no committed position. */
public sealed interface StartAt {

    /** With what is sent from now on. */
    record Newest() implements StartAt {}

    /** With the oldest the topic still has. */
    record Oldest() implements StartAt {}

    /**
     * With what was sent in the last while.
     *
     * @param past above zero
     */
    record Since(Duration past) implements StartAt {
        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException when it is not above zero
         */
        public Since {
            if (past.isNegative() || past.isZero()) {
                throw new IllegalArgumentException("past must be above zero, was " + past);
            }
        }
    }
}
