package io.connwarden.standalone.terminal;

/**
 * A text from a server, made safe for a terminal. A client chooses its application_name, and a terminal obeys control
 * characters.
 */
public final class PrintableText {
    private PrintableText() {}

    /** Replaces control characters and truncates to a length in code points. */
    public static String of(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(maxLength).forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > maxLength ? printable + "..." : printable.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
