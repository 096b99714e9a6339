package io.connwarden.console.history;

import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The period of a request: by default the 24 h before now.
 *
 * @param from included
 * @param to excluded
 */
record Period(Instant from, Instant to) {
    static final Duration MAX = Duration.ofDays(31);
    private static final Duration DEFAULT = Duration.ofDays(1);

    static Period of(Parameters parameters, Instant now) {
        Instant to = time(parameters, "to", now);
        Instant from = time(parameters, "from", to.minus(DEFAULT));
        if (!from.isBefore(to) || from.isBefore(to.minus(MAX))) {
            throw ProblemException.invalid(
                    "from", "before 'to', and at most " + MAX.toDays() + " days before it", from);
        }
        return new Period(from, to);
    }

    private static Instant time(Parameters parameters, String name, Instant defaultValue) {
        @Nullable Instant given = parameters.time(name);
        Instant time = given == null ? defaultValue : given;
        if (given != null && !Checks.isTimestamp(time)) {
            throw ProblemException.invalid(name, Checks.TIMESTAMP_RANGE, time);
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
