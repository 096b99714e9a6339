package io.connwarden.contracts.codec;

import io.connwarden.contracts.value.Checks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The conversion of timestamps as RFC 3339 text. Timestamps are written in UTC and read with any offset. Both
 * conversions truncate to microseconds, the precision of PostgreSQL, so that values compare equal.
 *
 * <p>RFC 3339 has four digits for the year. A timestamp with an offset may lie outside these years in UTC and could not
 * be written again, so the range is checked in UTC.
 */
final class Rfc3339Timestamps {
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Rfc3339Timestamps() {}

    /** @throws IllegalArgumentException if the timestamp is out of range */
    static String format(Instant time) {
        return format(time, DateTimeFormatter.ISO_INSTANT);
    }

    /** @throws IllegalArgumentException if the timestamp is out of range */
    static String format(Instant time, DateTimeFormatter formatter) {
        Checks.requireTimestamp("timestamp", time);
        return formatter.format(time.truncatedTo(ChronoUnit.MICROS));
    }

    /** @throws IllegalArgumentException with an example of a timestamp */
    static Instant parse(String text) {
        if (RFC_3339.matcher(text).matches()) {
            try {
                return requireInRange(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS), text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(errorMessage(text), e);
            }
        }
        throw new IllegalArgumentException(errorMessage(text));
    }

    static Instant requireInRange(Instant time, String text) {
        if (!Checks.isTimestamp(time)) {
            throw new IllegalArgumentException(
                    "must be " + Checks.TIMESTAMP_RANGE + ", was " + TruncatedText.quote(text));
        }
        return time;
    }

    static String errorMessage(String text) {
        return "must be a timestamp such as 2026-03-01T03:00:00Z, was " + TruncatedText.quote(text);
    }
}
