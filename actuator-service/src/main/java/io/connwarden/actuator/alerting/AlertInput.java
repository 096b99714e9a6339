package io.connwarden.actuator.alerting;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input of alerting: a sample, a finished action or a check. */
public sealed interface AlertInput {

    String target();

    /** Returns the time of the sample, of the end of the action, or of the check. */
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
     * @param incomplete the sessions of this action and of earlier ones that did not end after a signal; null if there
     *     are none
     * @param pendingPlan the plans of the target that wait for approval; null if there are none
     * @param emergencyAwaitsApproval true if one of these plans is of R1
     */
    record ActionFinished(
            Result result,
            int terminationsLastHour,
            int hourlyBudget,
            @Nullable Fault incomplete,
            @Nullable Fault pendingPlan,
            boolean emergencyAwaitsApproval)
            implements AlertInput {
        @Override
        public String target() {
            return result.target();
        }

        @Override
        public Instant at() {
            return result.finishedAt();
        }
    }

    /**
     * A check that runs with and without samples.
     *
     * @param target id of the target; {@link io.connwarden.contracts.message.Alert#CONNWARDEN} for Connwarden itself
     * @param faults the faults that exist; the oldest of a kind counts
     * @param at the time of the check by the clock of the log store
     */
    record TargetChecked(String target, List<Fault> faults, FaultLimits limits, Instant at) implements AlertInput {
        public TargetChecked {
            faults = List.copyOf(faults);
        }
    }

    /**
     * The end of a target: no running actuator has it in its configuration. Every alert of the target resolves.
     *
     * @param at the current time by the clock of the log store
     */
    record TargetRemoved(String target, Instant at) implements AlertInput {}
}
