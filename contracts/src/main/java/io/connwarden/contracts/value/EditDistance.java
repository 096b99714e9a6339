package io.connwarden.contracts.value;

/**
 * The Damerau-Levenshtein distance of two words: the number of letters to insert, delete, replace, or swap with their
 * neighbor. Pure, thread-safe.
 */
public final class EditDistance {
    private EditDistance() {}

    /** Returns the distance, 0 for equal words. It needs time in proportion to the product of their lengths. */
    public static int between(String left, String right) {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            current[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] reused = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = reused;
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(previous[j], current[j - 1]) + 1, previous[j - 1] + changed);
                if (i > 1 && j > 1 && swapped(left, right, i, j)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
        }
        return current[right.length()];
    }

    private static boolean swapped(String left, String right, int i, int j) {
        return left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
