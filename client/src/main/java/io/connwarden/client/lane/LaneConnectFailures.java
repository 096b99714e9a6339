package io.connwarden.client.lane;

import dev.failsafe.CircuitBreaker;

/**
 * The counter of failed connection attempts of a lane. While the attempts fail, queries that may use the other lane
 * prefer it. No query is rejected: the circuit breaker only counts the failures.
 */
final class LaneConnectFailures {
    private final CircuitBreaker<Object> breaker;
    private volatile boolean hasFailed;

    LaneConnectFailures(CircuitBreaker<Object> breaker) {
        this.breaker = breaker;
    }

    boolean isFailing() {
        return breaker.isOpen() && !breaker.getRemainingDelay().isZero();
    }

    void recordSuccess() {
        // The common case: no failure to reset, so the breaker's lock is not taken.
        if (!hasFailed) {
            return;
        }
        hasFailed = false;
        if (breaker.isClosed()) {
            breaker.recordSuccess();
        } else {
            breaker.close();
        }
    }

    void recordFailure() {
        if (breaker.isClosed()) {
            breaker.recordFailure();
        } else {
            breaker.open();
        }
        hasFailed = true;
    }
}
