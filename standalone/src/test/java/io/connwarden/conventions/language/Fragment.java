package io.connwarden.conventions.language;

/**
 * A part of a source file that is checked by itself.
 *
 * @param line the line of its first character, from 1
 * @param text without the marks around it
 */
record Fragment(Kind kind, int line, String text) {
    enum Kind {
        /** A Javadoc comment of a type. */
        TYPE_JAVADOC,
        /** A Javadoc comment of a package, field, constant or method. */
        JAVADOC,
        COMMENT,
        STRING,
        DOCUMENT,
        IDENTIFIER
    }

    /** Returns the line of a position in the text of a file. */
    static int lineAt(String file, int position) {
        return 1
                + (int) file.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    int lastLine() {
        return line + (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Returns one comment made of this comment and the comment on the next line. */
    Fragment followedBy(Fragment next) {
        return new Fragment(kind, line, text + "\n" + next.text);
    }
}
