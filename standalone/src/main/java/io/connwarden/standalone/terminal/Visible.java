package io.connwarden.standalone.terminal;

/**
 * Text from a server made safe to show. Whoever names a session chooses its application_name, and a terminal obeys
 * control characters.
 */
public final class Visible {
    private Visible() {}

    /** Control characters replaced, and cut to a length in code points. */
    public static String text(String foreign, int longest) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().limit(longest).forEach(c -> shown.appendCodePoint(harmless(c) ? c : '?'));
        return foreign.codePointCount(0, foreign.length()) > longest ? shown + "..." : shown.toString();
    }

    private static boolean harmless(int codePoint) {
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
