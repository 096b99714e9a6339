package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;

/** The input of alerting: a sample or a finished action. */
public sealed interface AlertInput {

    String target();

    /** Returns the time of the sample or of the end of the action. */
    Instant at();

    /**
     * A health event.
     *
     * @param thresholds the thresholds of the target
     */
    record SampleTaken(Health health, Thresholds thresholds) implements AlertInput {
        @Override
        public String target() {
            return health.target();
        }

        @Override
        public Instant at() {
            return health.lastCheck();
        }
    }

    /**
     * A health event with a time ahead of the clock of the actuator. Its counts are not evaluated.
     *
     * @param lead the time by which the sample is ahead
     * @param at the current time
     */
    record SampleFromFuture(String target, Duration lead, Instant at) implements AlertInput {}

    /**
     * A result.
     *
     * @param terminationsLastHour terminations in the 60 minutes before its end, including its own
     * @param hourlyBudget maximum number of terminations in an hour; 0 if none is allowed
     */
    record ActionFinished(Result result, int terminationsLastHour, int hourlyBudget) implements AlertInput {
        @Override
        public String target() {
            return result.target();
        }

        @Override
        public Instant at() {
            return result.finishedAt();
        }
    }
}
