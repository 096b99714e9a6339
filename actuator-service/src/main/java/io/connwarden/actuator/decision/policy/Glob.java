package io.connwarden.actuator.decision.policy;

/**
 * A pattern for a name: {@code *} stands for any run of characters, none included, {@code ?} for exactly one, and
 * {@code \} takes the next character literally. It must match the whole name. A name that is not set is empty.
 */
public record Glob(String pattern) {

    /** @throws IllegalArgumentException when the pattern ends in a lone backslash */
    public Glob {
        if (pattern.replace("\\\\", "").endsWith("\\")) {
            throw new IllegalArgumentException(
                    "must not end in a backslash that escapes nothing, was '" + pattern + "'");
        }
    }

    public boolean matches(String name) {
        return matches(pattern, name);
    }

    /** For protection: in doubt about upper and lower case, it matches. */
    public boolean matchesIgnoringCase(String name) {
        return matches(folded(pattern), folded(name));
    }

    /** Greedy with one step back to the latest star, so no pattern takes longer than the product of both lengths. */
    private static boolean matches(String pattern, String name) {
        int[] glob = pattern.codePoints().toArray();
        int[] text = name.codePoints().toArray();
        int at = 0;
        int read = 0;
        int afterStar = -1;
        int starReads = 0;
        while (read < text.length) {
            if (at < glob.length && glob[at] == '*') {
                afterStar = ++at;
                starReads = read;
            } else if (at < glob.length && takes(glob, at, text[read])) {
                at += width(glob, at);
                read++;
            } else if (afterStar >= 0) {
                at = afterStar;
                read = ++starReads;
            } else {
                return false;
            }
        }
        while (at < glob.length && glob[at] == '*') {
            at++;
        }
        return at == glob.length;
    }

    private static boolean takes(int[] glob, int at, int character) {
        return glob[at] == '\\' ? glob[at + 1] == character : glob[at] == '?' || glob[at] == character;
    }

    private static int width(int[] glob, int at) {
        return glob[at] == '\\' ? 2 : 1;
    }

    private static String folded(String text) {
        return text.codePoints()
                .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
