package io.connwarden.console.api;

import io.connwarden.contracts.Event;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/** The sort key of an event: its time with a fixed number of digits, then its identity. */
final class TimeKey {
    private static final DateTimeFormatter FIXED_LENGTH =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    /** The form of a key. */
    static final Pattern FORM = Pattern.compile("[+-]?\\d{4,10}-\\d\\d-\\d\\dT[0-9:.]{18}Z .{1,1000}");

    private TimeKey() {}

    static String of(Event<?> event) {
        return of(event.time(), event.id());
    }

    static String of(Instant time, Object id) {
        return FIXED_LENGTH.format(time) + " " + id;
    }
}
