package io.connwarden.actuator.action;

import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The retry of a query to a target until the query succeeds or the deadline passes. Used by one run. Not thread-safe.
 */
final class TargetRetry {
    private final String target;
    private final Instant deadline;
    private final Clock clock;
    private final ShutdownSignal shutdown;
    private final OutcomeRecorders recorders;
    private int failureCount;

    TargetRetry(String target, Instant deadline, Clock clock, ShutdownSignal shutdown, OutcomeRecorders recorders) {
        this.target = target;
        this.deadline = deadline;
        this.clock = clock;
        this.shutdown = shutdown;
        this.recorders = recorders;
    }

    /**
     * Returns the result of the first successful query.
     *
     * @throws HandoverException if the target is full, and another instance occupies a reserved slot
     * @throws TargetUnavailableException if no query succeeded before the deadline, or a privilege is missing
     */
    <T> T execute(Supplier<T> query) {
        BackOffExecution delays = RetryBackOff.standard().start();
        while (true) {
            try {
                T answer = query.get();
                recorders.reach().onSuccess(target);
                return answer;
            } catch (TargetException e) {
                if (e.isWaitingForReserve()) {
                    throw new HandoverException(e);
                }
                failureCount++;
                recorders.metrics().recordTargetFailure(target);
                recorders.reach().onFailure(target, e.failure());
                if (e.failure().isPermanent() || !clock.instant().isBefore(deadline)) {
                    throw new TargetUnavailableException(
                            "target " + target + " cannot be used: " + e.getMessage(),
                            e.failure().remedy());
                }
            }
            shutdown.backOff(delays);
        }
    }

    /** Returns the number of failed queries. The server may have executed a query that failed. */
    int failureCount() {
        return failureCount;
    }
}
