package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.Findings;
import java.time.Duration;

/** Whether the server's clock and ours agree. Ages are measured by the server's alone, so this only confuses readers. */
final class ClockCheck implements Check {
    private static final String NAME = "clock";
    private static final Duration MAX_OK_DIFFERENCE = Duration.ofSeconds(2);
    private static final Duration MAX_INFO_DIFFERENCE = Duration.ofSeconds(30);

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.clock()
                .value()
                .map(ClockCheck::evaluate)
                .orElseGet(() ->
                        CheckResult.failed(NAME, Severity.INFO, findings.clock().failureReason()));
    }

    private static CheckResult evaluate(ClockReading reading) {
        long millis = reading.difference().toMillis();
        String side = millis < 0 ? "behind" : "ahead of";
        String sentence = "the server's clock is " + Math.abs(millis) + " ms " + side + " this machine's, give or take "
                + Math.max(1, reading.uncertainty().toMillis()) + " ms";
        if (reading.minDifference().compareTo(MAX_OK_DIFFERENCE) <= 0) {
            return CheckResult.of(NAME, Severity.OK, sentence);
        }
        Severity standing =
                reading.minDifference().compareTo(MAX_INFO_DIFFERENCE) > 0 ? Severity.WARNING : Severity.INFO;
        return CheckResult.of(
                NAME,
                standing,
                sentence + ": logs here and there will not agree",
                new MissingRequirement.Advice("let both machines follow the same time (NTP)"));
    }
}
