package io.connwarden.console.sessions;

import io.connwarden.console.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
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
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (parts.matches()) {
                return new SessionCursor(Instant.parse(parts.group(1)), Integer.parseInt(parts.group(2)));
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // answered below
        }
        throw ProblemException.invalid("cursor", "the nextCursor of an earlier response", cursor);
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((capturedAt + " " + offset).getBytes(StandardCharsets.US_ASCII));
    }
}
