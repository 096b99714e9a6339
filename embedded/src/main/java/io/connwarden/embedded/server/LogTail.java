package io.connwarden.embedded.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a server log, for the message of a failed start. */
public final class LogTail {
    private static final int MAX_LINES = 12;

    private LogTail() {}

    /** Returns the last lines, indented, or a note if there are none. */
    public static String of(Path log) {
        try {
            // Decodes invalid UTF-8 too.
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty()) {
                return "  (nothing in " + log + ")";
            }
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()).stream()
                            .map(line -> "  " + line)
                            .toList());
        } catch (IOException e) {
            return "  (no log at " + log + ")";
        }
    }
}
