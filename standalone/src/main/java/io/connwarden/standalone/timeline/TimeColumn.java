package io.connwarden.standalone.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When something happened, as the first column of a line says it; always of the same width. */
public interface TimeColumn {
    String at(Instant moment);

    /** Seconds since a moment, for a short story. */
    static TimeColumn since(Instant start) {
        return moment -> String.format(
                Locale.ROOT, "%6.1f s", Duration.between(start, moment).toMillis() / 1000.0);
    }

    /** The time of the day where the user is. */
    static TimeColumn ofDay(ZoneId zone) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
        return moment -> format.format(moment.atZone(zone));
    }
}
