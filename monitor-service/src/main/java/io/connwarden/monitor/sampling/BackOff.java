package io.connwarden.monitor.sampling;

import java.time.Duration;

/**
 * How long to wait after failures in a row: twice as long each time, never longer than a bound. Pure.
 *
 * @param first the wait after the first failure
 * @param most no wait is longer
 */
public record BackOff(Duration first, Duration most) {

    /**
     * The wait before the next attempt.
     *
     * @param failures in a row, at least 1
     */
    public Duration after(int failures) {
        // Beyond 30 doublings any first wait has reached any bound that makes sense, and a shift would overflow.
        long doublings = 1L << Math.min(failures - 1, 30);
        return first.compareTo(most.dividedBy(doublings)) >= 0 ? most : first.multipliedBy(doublings);
    }
}
