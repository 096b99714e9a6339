package io.connwarden.contracts;

import io.connwarden.contracts.value.Formats;
import java.util.Objects;

/**
 * The idempotency key of an event. CloudEvents guarantees that {@code source} and {@code id} together are unique. Both
 * are one line, because CloudEvents forbids control characters and log lines contain both.
 *
 * @param source URI-reference of the producer, 1 to 512 characters, not blank
 * @param id unique within the source, 1 to 256 characters, not blank
 */
public record EventId(String source, String id) {
    /** With {@link #MAX_ID_LENGTH} it fits into one PostgreSQL index entry, also with four bytes per character. */
    public static final int MAX_SOURCE_LENGTH = 512;

    public static final int MAX_ID_LENGTH = 256;

    public EventId {
        check("source", source, MAX_SOURCE_LENGTH);
        check("id", id, MAX_ID_LENGTH);
    }

    private static void check(String name, String value, int maxLength) {
        if (Objects.requireNonNull(value, name).isBlank() || value.length() > maxLength) {
            throw new IllegalArgumentException(name + " must be 1 to " + maxLength + " characters, was "
                    + value.length() + ": '" + Formats.singleLine(value, maxLength) + "'");
        }
        if (!Formats.isSingleLine(value)) {
            throw new IllegalArgumentException(
                    name + " must not contain control characters, was '" + Formats.singleLine(value, maxLength) + "'");
        }
    }
}
