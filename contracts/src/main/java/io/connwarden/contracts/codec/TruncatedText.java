package io.connwarden.contracts.codec;

import io.connwarden.contracts.value.Formats;

/** The conversion of untrusted text for error messages: one line of limited length. */
final class TruncatedText {
    private static final int MAX_QUOTED_LENGTH = 60;

    private TruncatedText() {}

    static String quote(String text) {
        return "'" + truncate(text, MAX_QUOTED_LENGTH) + "'";
    }

    static String truncate(String text, int maxLength) {
        return Formats.singleLine(text, maxLength);
    }
}
