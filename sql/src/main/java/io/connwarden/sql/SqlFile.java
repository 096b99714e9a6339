package io.connwarden.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Loads statements, each kept in a {@code .sql} file of its own whose first line is a comment saying what it answers.
 *
 * <p>The text goes to the server as it stands in the file, comments included: whoever looks into {@code
 * pg_stat_activity} reads what Connwarden is asking and why. Parameters are JDBC's question marks.
 */
public final class SqlFile {
    private static final String COMMENT = "-- ";

    private SqlFile() {}

    /**
     * Loads a file of the class path.
     *
     * @param anchor the class in whose package the file lies
     * @param path relative to the anchor's package, such as {@code sessions.sql}
     * @return the whole text
     * @throws IllegalArgumentException when there is no such file, or it does not begin with a comment
     */
    public static String load(Class<?> anchor, String path) {
        String text = read(anchor, path);
        if (!text.startsWith(COMMENT)) {
            throw new IllegalArgumentException(path + " must begin with a comment line saying what it answers");
        }
        return text;
    }

    private static String read(Class<?> anchor, String path) {
        try (InputStream file = anchor.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("no file " + path + " beside " + anchor.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
