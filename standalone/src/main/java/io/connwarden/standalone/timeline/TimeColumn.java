package io.connwarden.standalone.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The first column of a line: the time of its arrival, always of the same width. */
public interface TimeColumn {
    String at(Instant moment);

    /** Formats the seconds since a start. */
    static TimeColumn since(Instant start) {
        return moment -> String.format(
                Locale.ROOT, "%6.1f s", Duration.between(start, moment).toMillis() / 1000.0);
    }

    /** Formats the time of day. */
    static TimeColumn ofDay(ZoneId zone) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
        return moment -> format.format(moment.atZone(zone));
    }
}
