package io.connwarden.client.lane;

import dev.failsafe.CircuitBreaker;

/**
 * The circuit breaker of the standard lane. It opens after repeated failures to connect. While it is open, queries of
 * normal priority wait at both lanes at the same time. It never rejects a query.
 */
final class StandardLaneCircuitBreaker {
    private final CircuitBreaker<Object> breaker;
    private volatile boolean hasFailed;

    StandardLaneCircuitBreaker(CircuitBreaker<Object> breaker) {
        this.breaker = breaker;
    }

    boolean isOpen() {
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
