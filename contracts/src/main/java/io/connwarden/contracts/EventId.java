package io.connwarden.contracts;

import java.util.Objects;

/**
 * The idempotency key of an event: CloudEvents promises that {@code source} + {@code id} is unique.
 *
 * @param source URI-reference of the producer, 1 to 512 characters, not blank
 * @param id unique within the source, 1 to 256 characters, not blank
 */
public record EventId(String source, String id) {
    /** Together below what one index entry of a PostgreSQL log store may hold, whatever the characters. */
    public static final int LONGEST_SOURCE = 512;

    public static final int LONGEST_ID = 256;

    public EventId {
        check("source", source, LONGEST_SOURCE);
        check("id", id, LONGEST_ID);
    }

    private static void check(String name, String value, int longest) {
        if (Objects.requireNonNull(value, name).isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(
                    name + " must be 1 to " + longest + " characters, was " + value.length() + ": '" + value + "'");
        }
    }
}
