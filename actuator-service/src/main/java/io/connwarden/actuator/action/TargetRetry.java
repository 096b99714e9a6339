package io.connwarden.actuator.action;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.concurrent.ShutdownSignal;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.sql.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Asks a target again until it answers or the time is up. For one run. */
final class TargetRetry {
    private final String target;
    private final Instant deadline;
    private final Clock clock;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private int failureCount;

    TargetRetry(String target, Instant until, Clock clock, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.target = target;
        this.deadline = until;
        this.clock = clock;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    /**
     * The first answer.
     *
     * @throws TargetUnavailableException when there was none in time
     */
    <T> T execute(Supplier<T> query) {
        BackOff backOff = BackOff.standard();
        while (true) {
            try {
                return query.get();
            } catch (TargetException e) {
                failureCount++;
                metrics.recordTargetFailure(target);
                if (!clock.instant().isBefore(deadline)) {
                    throw new TargetUnavailableException("target " + target + " did not answer: " + e.getMessage());
                }
            }
            shutdown.sleep(backOff.next());
        }
    }

    /** How many questions failed so far. One that failed may have been heard without our hearing the answer. */
    int failureCount() {
        return failureCount;
    }
}
