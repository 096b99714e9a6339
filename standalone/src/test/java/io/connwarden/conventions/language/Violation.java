package io.connwarden.conventions.language;

import java.nio.file.Path;

/** A place in a file that violates the language rule. */
record Violation(Path file, int line, String kind, String text) {
    Violation relativeTo(Path root) {
        return new Violation(root.relativize(file), line, kind, text);
    }

    /** Returns the violation without its line number, for the baseline. */
    String key() {
        return file + ": " + kind + ": " + text;
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + kind + ": " + text;
    }
}
