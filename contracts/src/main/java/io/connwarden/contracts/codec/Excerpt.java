package io.connwarden.contracts.codec;

/** Foreign text made fit for a reason: quoted, on one line, and short. */
final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    static String of(String text) {
        return "'" + bare(text, LONGEST) + "'";
    }

    static String bare(String text, int longest) {
        String head = text.length() <= longest ? text : text.substring(0, longest);
        String line = head.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() <= longest ? line : line + "... (" + text.length() + " characters)";
    }
}
