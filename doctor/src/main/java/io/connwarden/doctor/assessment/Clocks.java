package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.Findings;
import java.time.Duration;

/** Whether the server's clock and ours agree. Ages are measured by the server's alone, so this only confuses readers. */
final class Clocks implements Question {
    private static final String NAME = "clock";
    private static final Duration TOLERABLE = Duration.ofSeconds(2);
    private static final Duration FAR = Duration.ofSeconds(30);

    @Override
    public Check judge(Findings findings) {
        return findings.clock()
                .value()
                .map(Clocks::judge)
                .orElseGet(() ->
                        Check.unanswered(NAME, Standing.NOTE, findings.clock().lack()));
    }

    private static Check judge(ClockReading reading) {
        long millis = reading.difference().toMillis();
        String side = millis < 0 ? "behind" : "ahead of";
        String sentence = "the server's clock is " + Math.abs(millis) + " ms " + side + " this machine's, give or take "
                + Math.max(1, reading.uncertainty().toMillis()) + " ms";
        if (reading.certain().compareTo(TOLERABLE) <= 0) {
            return Check.of(NAME, Standing.FINE, sentence);
        }
        Standing standing = reading.certain().compareTo(FAR) > 0 ? Standing.LIMIT : Standing.NOTE;
        return Check.of(
                NAME,
                standing,
                sentence + ": logs here and there will not agree",
                new Need.Advice("let both machines follow the same time (NTP)"));
    }
}
