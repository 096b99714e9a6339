package io.connwarden.actuator.decision.policy;

/**
 * A pattern for a whole name. {@code *} matches any number of characters, {@code ?} exactly one, and {@code \} takes
 * the next character literally. An unset name is empty.
 */
public record Glob(String pattern) {

    /** @throws IllegalArgumentException if the pattern ends with a single backslash */
    public Glob {
        if (pattern.replace("\\\\", "").endsWith("\\")) {
            throw new IllegalArgumentException("must not end with a single backslash, was '" + pattern + "'");
        }
    }

    public boolean matches(String name) {
        return matches(pattern, name);
    }

    /** Returns true if the pattern matches the name in any case. Protection uses it, in favour of the session. */
    public boolean matchesIgnoringCase(String name) {
        return matches(folded(pattern), folded(name));
    }

    /** Greedy matching that backtracks to the last star only, so the time is at most the product of both lengths. */
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
