package io.connwarden.actuator.action;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Clock;
import java.time.Duration;

/**
 * Creates the retries of queries to a target.
 *
 * @param maxTimeout maximum time that a query is retried
 */
record TargetRetries(Duration maxTimeout, Clock clock, ShutdownSignal shutdown, ActuatorMetrics metrics) {

    /** Retries until the maximum timeout. */
    TargetRetry retry(LeasedCommand leased) {
        return retryFor(leased, maxTimeout);
    }

    /** Retries for the given time, but not longer than the maximum timeout. */
    TargetRetry retryFor(LeasedCommand leased, Duration time) {
        Duration timeout = time.compareTo(maxTimeout) < 0 ? time : maxTimeout;
        return new TargetRetry(leased.target().id(), clock.instant().plus(timeout), clock, shutdown, metrics);
    }

    /** Queries once. */
    TargetRetry once(LeasedCommand leased) {
        return retryFor(leased, Duration.ZERO);
    }
}
