package io.connwarden.console.sessions;

import io.connwarden.console.web.Cursors;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a page in the sessions of one snapshot. The pages of a list are all from this snapshot.
 *
 * @param capturedAt the snapshot
 * @param offset the number of sessions before the page, at least 1
 */
record SessionCursor(Instant capturedAt, int offset) {
    private static final Pattern FORM = Pattern.compile("(\\S{1,40}) (\\d{1,9})");

    static SessionCursor read(String cursor) {
        Matcher parts = Cursors.decode(cursor, FORM);
        try {
            return new SessionCursor(Instant.parse(parts.group(1)), Integer.parseInt(parts.group(2)));
        } catch (DateTimeException malformed) {
            throw Cursors.invalid(cursor);
        }
    }

    String text() {
        return Cursors.encode(capturedAt + " " + offset);
    }
}
