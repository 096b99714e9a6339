package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Instant;

/** Something that an alert may begin or end with. */
public sealed interface AlertSignal {

    String target();

    /** When it was so. */
    Instant at();

    /**
     * A health event.
     *
     * @param thresholds the target's
     */
    record SampleTaken(Health health, Thresholds thresholds) implements AlertSignal {
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
     * A result.
     *
     * @param thresholds the target's
     * @param terminatedLastHour sessions terminated in the 60 minutes before it finished, its own included
     * @param hourlyBudget how many may be
     */
    record ActionFinished(Result result, Thresholds thresholds, int terminatedLastHour, int hourlyBudget)
            implements AlertSignal {
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
