package io.connwarden.actuator.decision.policy;

/**
 * A pattern for a whole name. {@code *} matches any number of characters and {@code ?} exactly one character. The
 * character after {@code \} is matched literally. A name that is not set is the empty name.
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

    /** Returns true if the pattern matches the name, ignoring case. */
    public boolean matchesIgnoringCase(String name) {
        return matches(folded(pattern), folded(name));
    }

    /**
     * Matches greedily. After a mismatch, only the last star takes one more character, so the time is at most the
     * product of both lengths.
     */
    private static boolean matches(String pattern, String name) {
        int[] glob = pattern.codePoints().toArray();
        int[] text = name.codePoints().toArray();
        int patternIndex = 0;
        int nameIndex = 0;
        int indexAfterStar = -1;
        int nameIndexOfStar = 0;
        while (nameIndex < text.length) {
            if (patternIndex < glob.length && glob[patternIndex] == '*') {
                indexAfterStar = ++patternIndex;
                nameIndexOfStar = nameIndex;
            } else if (patternIndex < glob.length && matchesCharacter(glob, patternIndex, text[nameIndex])) {
                patternIndex += elementLength(glob, patternIndex);
                nameIndex++;
            } else if (indexAfterStar >= 0) {
                patternIndex = indexAfterStar;
                nameIndex = ++nameIndexOfStar;
            } else {
                return false;
            }
        }
        while (patternIndex < glob.length && glob[patternIndex] == '*') {
            patternIndex++;
        }
        return patternIndex == glob.length;
    }

    private static boolean matchesCharacter(int[] glob, int patternIndex, int character) {
        return glob[patternIndex] == '\\'
                ? glob[patternIndex + 1] == character
                : glob[patternIndex] == '?' || glob[patternIndex] == character;
    }

    private static int elementLength(int[] glob, int patternIndex) {
        return glob[patternIndex] == '\\' ? 2 : 1;
    }

    private static String folded(String text) {
        return text.codePoints()
                .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
