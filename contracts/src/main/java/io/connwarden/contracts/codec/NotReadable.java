package io.connwarden.contracts.codec;

/** Carries one reason from where a record stopped making sense to where it becomes a {@link Decoded.Unreadable}. */
final class NotReadable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    NotReadable(String reason) {
        // Hostile records come in thousands: a stack trace each would be the dearest part of refusing them.
        super(Excerpt.bare(reason, LONGEST), null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
