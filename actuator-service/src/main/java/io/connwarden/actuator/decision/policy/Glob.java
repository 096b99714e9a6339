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
        return matches(name, false);
    }

    /** Returns true if the pattern matches the name, ignoring case. */
    public boolean matchesIgnoringCase(String name) {
        return matches(name, true);
    }

    /**
     * Matches greedily. After a mismatch, only the last star takes one more character, so the time is at most the
     * product of both lengths. It creates no objects, because a decision matches every session with every pattern.
     */
    private boolean matches(String name, boolean ignoringCase) {
        int patternIndex = 0;
        int nameIndex = 0;
        int indexAfterStar = -1;
        int nameIndexOfStar = 0;
        while (nameIndex < name.length()) {
            if (isStar(patternIndex)) {
                indexAfterStar = ++patternIndex;
                nameIndexOfStar = nameIndex;
            } else if (matchesCharacter(patternIndex, name.codePointAt(nameIndex), ignoringCase)) {
                patternIndex += elementLength(patternIndex);
                nameIndex += characterLength(name, nameIndex);
            } else if (indexAfterStar >= 0) {
                patternIndex = indexAfterStar;
                nameIndexOfStar += characterLength(name, nameIndexOfStar);
                nameIndex = nameIndexOfStar;
            } else {
                return false;
            }
        }
        while (isStar(patternIndex)) {
            patternIndex++;
        }
        return patternIndex == pattern.length();
    }

    private boolean isStar(int index) {
        return index < pattern.length() && pattern.charAt(index) == '*';
    }

    private boolean matchesCharacter(int index, int character, boolean ignoringCase) {
        if (index == pattern.length()) {
            return false;
        }
        int element = pattern.codePointAt(index);
        return element == '\\'
                ? isEqual(pattern.codePointAt(index + 1), character, ignoringCase)
                : element == '?' || isEqual(element, character, ignoringCase);
    }

    private static boolean isEqual(int element, int character, boolean ignoringCase) {
        return element == character || (ignoringCase && folded(element) == folded(character));
    }

    /** Returns the length of the element at an index of the pattern, in {@code char} values. */
    private int elementLength(int index) {
        return pattern.charAt(index) == '\\'
                ? 1 + characterLength(pattern, index + 1)
                : characterLength(pattern, index);
    }

    private static int characterLength(String text, int index) {
        return Character.charCount(text.codePointAt(index));
    }

    private static int folded(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }
}
