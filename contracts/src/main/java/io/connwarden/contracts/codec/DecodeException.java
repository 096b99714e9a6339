package io.connwarden.contracts.codec;

/** Carries one reason from where a record stopped making sense to where it becomes a {@link DecodeResult.Unreadable}. */
final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_REASON_LENGTH = 500;

    DecodeException(String reason) {
        // Hostile records come in thousands: a stack trace each would be the dearest part of refusing them.
        super(TruncatedText.truncate(reason, MAX_REASON_LENGTH), null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
