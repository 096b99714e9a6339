package io.connwarden.actuator.action;

import io.connwarden.runtime.ShutdownSignal;
import java.time.Clock;
import java.time.Duration;

/**
 * The factory of the retries of queries to a target.
 *
 * @param maxTimeout maximum time that a query is retried
 */
record TargetRetryFactory(Duration maxTimeout, Clock clock, ShutdownSignal shutdown, OutcomeRecorders recorders) {

    /** Returns a retry until the maximum timeout. */
    TargetRetry untilTimeout(LeasedCommand leased) {
        return forAtMost(leased, maxTimeout);
    }

    /** Returns a retry for the given time, at most until the maximum timeout. */
    TargetRetry forAtMost(LeasedCommand leased, Duration time) {
        Duration timeout = time.compareTo(maxTimeout) < 0 ? time : maxTimeout;
        return new TargetRetry(leased.target().id(), clock.instant().plus(timeout), clock, shutdown, recorders);
    }

    /** Returns a retry that makes one attempt. */
    TargetRetry singleAttempt(LeasedCommand leased) {
        return forAtMost(leased, Duration.ZERO);
    }
}
