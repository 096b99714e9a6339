package io.connwarden.client.lane;

import dev.failsafe.CircuitBreaker;

/**
 * Remembers whether the standard lane has lately given connections. Only a hint: while it is in doubt, normal queries
 * ask both lanes at once, and whichever answers is right.
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
        // Nearly every call comes here and finds nothing to make good: the breaker's lock is not for those.
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
