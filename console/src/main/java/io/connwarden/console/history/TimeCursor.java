package io.connwarden.console.history;

import io.connwarden.console.web.Cursors;
import io.connwarden.contracts.value.Checks;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a page in a list that is sorted by time.
 *
 * @param time the time of the last item before the page
 * @param key distinguishes items of the same time
 */
record TimeCursor(Instant time, String key) {
    private static final Pattern FORM = Pattern.compile("(\\S{1,40}) ((?:[a-z]{1,10}-)?\\d{1,18})");

    /** Returns the cursor of a request; null for the first page. */
    static @Nullable TimeCursor read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        Matcher parts = Cursors.decode(cursor, FORM);
        try {
            Instant time = Instant.parse(parts.group(1));
            Checks.requireTimestamp("time", time);
            return new TimeCursor(time, parts.group(2));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw Cursors.invalid(cursor);
        }
    }

    String text() {
        return Cursors.encode(time + " " + key);
    }
}
