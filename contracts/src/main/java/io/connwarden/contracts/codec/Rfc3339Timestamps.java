package io.connwarden.contracts.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The conversion of timestamps as RFC 3339 text. They are written in UTC and read with any offset. Both truncate to
 * microseconds, the precision of PostgreSQL, so that values compare equal.
 */
final class Rfc3339Timestamps {
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Rfc3339Timestamps() {}

    static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MICROS));
    }

    /** @throws IllegalArgumentException with an example of a timestamp */
    static Instant parse(String text) {
        if (RFC_3339.matcher(text).matches()) {
            try {
                return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(errorMessage(text), e);
            }
        }
        throw new IllegalArgumentException(errorMessage(text));
    }

    private static String errorMessage(String text) {
        return "must be a timestamp such as 2026-03-01T03:00:00Z, was " + TruncatedText.quote(text);
    }
}
