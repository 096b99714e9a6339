package io.connwarden.console.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The coding of the places of pages, which clients pass on unread. */
public final class Cursors {
    private Cursors() {}

    public static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the parts of the place of a cursor.
     *
     * @param form the form of the places of the list
     * @throws ProblemException if the cursor is not one of such a list
     */
    public static Matcher decode(String cursor, Pattern form) {
        try {
            Matcher parts = form.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (parts.matches()) {
                return parts;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below
        }
        throw invalid(cursor);
    }

    /** Returns the problem of a cursor that is not one of the list. */
    public static ProblemException invalid(String cursor) {
        return ProblemException.invalid("cursor", "the nextCursor of an earlier response", cursor);
    }
}
