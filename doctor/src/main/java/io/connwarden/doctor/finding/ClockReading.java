package io.connwarden.doctor.finding;

import java.time.Duration;
import java.time.Instant;

/**
 * The server's clock beside ours, from one round trip.
 *
 * @param difference server's time less ours; positive when its clock is ahead
 * @param uncertainty half of the round trip: the true difference is within it on either side
 */
public record ClockReading(Duration difference, Duration uncertainty) {

    /** From our clock before and after the question, and the server's in between. */
    public static ClockReading of(Instant before, Instant server, Instant after) {
        Duration half = Duration.between(before, after).dividedBy(2);
        return new ClockReading(Duration.between(before.plus(half), server), half.abs());
    }

    /** The least by which the clocks differ for certain; never negative. */
    public Duration minDifference() {
        Duration min = difference.abs().minus(uncertainty);
        return min.isNegative() ? Duration.ZERO : min;
    }
}
