package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start time of a session as text. It is read as RFC 3339 and in the text form of PostgreSQL, such as
 * {@code 2026-11-28 17:10:46.123456+05:30}. It is written with exactly the digits that are known.
 */
record SessionStart(Instant time, int precision) {
    private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}:\\d{2})"
            + "(?:\\.(\\d{1,9}))? ?([Zz]|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?)");

    static SessionStart of(SessionId id) {
        return new SessionStart(id.backendStart(), id.precision());
    }

    /** Returns a start time that is known to the microsecond. */
    static SessionStart full(Instant time) {
        return new SessionStart(time, SessionId.FULL_PRECISION);
    }

    /** @throws IllegalArgumentException with an example of a timestamp */
    static SessionStart parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(Rfc3339Timestamps.errorMessage(text));
        }
        String digits = form.group(3) == null ? "" : form.group(3);
        String fraction = digits.isEmpty() ? "" : "." + digits;
        try {
            Instant time = LocalDateTime.parse(form.group(1) + "T" + form.group(2) + fraction)
                    .toInstant(offset(form.group(4)))
                    .truncatedTo(ChronoUnit.MICROS);
            return new SessionStart(
                    Rfc3339Timestamps.requireInRange(time, text), Math.min(digits.length(), SessionId.FULL_PRECISION));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Rfc3339Timestamps.errorMessage(text), e);
        }
    }

    private static ZoneOffset offset(String text) {
        return text.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    /** @throws IllegalArgumentException if the time is out of range */
    String format() {
        return Rfc3339Timestamps.format(time, formatter(precision));
    }

    private static DateTimeFormatter formatter(int precision) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd'T'HH:mm:ss");
        if (precision > 0) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, precision, precision, true);
        }
        return builder.appendLiteral('Z').toFormatter().withZone(ZoneOffset.UTC);
    }
}
