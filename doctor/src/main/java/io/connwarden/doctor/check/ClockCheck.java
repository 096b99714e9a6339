package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.ClockComparison;
import io.connwarden.doctor.reading.Readings;
import java.time.Duration;

/** The check of the clocks. Ages use the server's clock only, so a difference affects only the reading of logs. */
final class ClockCheck implements Check {
    private static final String NAME = "clock";
    private static final Duration MAX_OK_DIFFERENCE = Duration.ofSeconds(2);
    private static final Duration MAX_INFO_DIFFERENCE = Duration.ofSeconds(30);

    @Override
    public Finding evaluate(Readings readings) {
        return readings.server()
                .clock()
                .value()
                .map(ClockCheck::evaluate)
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.INFO, readings.server().clock().failureReason()));
    }

    private static Finding evaluate(ClockComparison reading) {
        long millis = reading.difference().toMillis();
        String side = millis < 0 ? "behind" : "ahead of";
        String sentence = "the server clock is " + Math.abs(millis) + " ms " + side + " the local clock, +/- "
                + Math.max(1, reading.uncertainty().toMillis()) + " ms";
        if (reading.minDifference().compareTo(MAX_OK_DIFFERENCE) <= 0) {
            return Finding.of(NAME, Severity.OK, sentence);
        }
        Severity severity =
                reading.minDifference().compareTo(MAX_INFO_DIFFERENCE) > 0 ? Severity.WARNING : Severity.INFO;
        return Finding.of(
                NAME,
                severity,
                sentence + "; timestamps in logs of both machines differ",
                new MissingRequirement.Advice("synchronize the clocks of both machines (NTP)"));
    }
}
