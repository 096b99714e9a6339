package io.connwarden.contracts.codec;

/** The conversion of untrusted text for error messages: one line of limited length. */
final class TruncatedText {
    private static final int MAX_QUOTED_LENGTH = 60;

    private TruncatedText() {}

    static String quote(String text) {
        return "'" + truncate(text, MAX_QUOTED_LENGTH) + "'";
    }

    static String truncate(String text, int maxLength) {
        String head = text.length() <= maxLength ? text : text.substring(0, maxLength);
        String line = head.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() <= maxLength ? line : line + "... (" + text.length() + " characters)";
    }
}
