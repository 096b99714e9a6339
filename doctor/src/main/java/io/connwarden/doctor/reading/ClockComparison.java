package io.connwarden.doctor.reading;

import java.time.Duration;
import java.time.Instant;

/**
 * The difference between the server's clock and the local clock, from one round trip.
 *
 * @param difference the server's time minus the local time; positive if the server's clock is ahead
 * @param uncertainty half of the round trip: the maximum error of the difference in both directions
 */
public record ClockComparison(Duration difference, Duration uncertainty) {

    /** Returns the reading from the local times before and after the query and the server's time in between. */
    public static ClockComparison of(Instant before, Instant server, Instant after) {
        Duration half = Duration.between(before, after).dividedBy(2);
        return new ClockComparison(Duration.between(before.plus(half), server), half.abs());
    }

    /** Returns the minimum difference, uncertainty subtracted; never negative. */
    public Duration minDifference() {
        Duration min = difference.abs().minus(uncertainty);
        return min.isNegative() ? Duration.ZERO : min;
    }
}
