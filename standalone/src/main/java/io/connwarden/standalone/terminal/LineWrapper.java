package io.connwarden.standalone.terminal;

import java.util.ArrayList;
import java.util.List;

/** The wrapper of text into lines of a terminal. */
public final class LineWrapper {
    private LineWrapper() {}

    /**
     * Breaks the text between words. A word longer than a line gets its own line.
     *
     * @return at least one line
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
