package io.connwarden.contracts.codec;

/** The failure to decode a record. It becomes a {@link DecodeResult.Unreadable}. */
final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_REASON_LENGTH = 500;

    DecodeException(String reason) {
        // A stack trace would be the largest cost of rejecting a hostile record.
        super(TruncatedText.truncate(reason, MAX_REASON_LENGTH), null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
