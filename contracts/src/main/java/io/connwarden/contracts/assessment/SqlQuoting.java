package io.connwarden.contracts.assessment;

import io.connwarden.contracts.value.Formats;

/** The names and literals of SQL statements in recommendations. */
final class SqlQuoting {
    /** Above the 200 bytes of a gid and the 63 bytes of a name. */
    private static final int MAX_LENGTH = 200;

    private SqlQuoting() {}

    static String literal(String text) {
        return "'" + Formats.singleLine(text, MAX_LENGTH).replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return "\"" + Formats.singleLine(name, MAX_LENGTH).replace("\"", "\"\"") + "\"";
    }
}
