package io.connwarden.standalone.doctor;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that tired eyes can follow. */
final class LineWrapper {
    private LineWrapper() {}

    /** Broken between words; a word that is longer than a line has one of its own. At least one line. */
    static List<String> wrap(String text, int width) {
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
