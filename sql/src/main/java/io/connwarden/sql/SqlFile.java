package io.connwarden.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The loader of {@code .sql} files on the class path. Each file holds one statement and begins with a comment that
 * states its result.
 *
 * <p>The text is sent unchanged, comments included, so that {@code pg_stat_activity} shows the purpose of a statement.
 */
public final class SqlFile {
    private static final String COMMENT = "-- ";

    private SqlFile() {}

    /**
     * Loads the file of an enum constant from the package of the enum. The file of {@code ENQUEUE_RECORD} is
     * {@code enqueue-record.sql}.
     *
     * @throws IllegalArgumentException if the file does not exist or does not begin with a comment
     */
    public static String load(Enum<?> statement) {
        return load(statement.getDeclaringClass(), nameOf(statement));
    }

    /** Returns the name of the file of an enum constant. */
    public static String nameOf(Enum<?> statement) {
        return statement.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql";
    }

    /**
     * Loads a file from the package of a class.
     *
     * @param path relative to the package of {@code anchor}, such as {@code parts/30-logs.sql}
     * @throws IllegalArgumentException if the file does not exist or does not begin with a comment
     */
    public static String load(Class<?> anchor, String path) {
        String text = read(anchor, path);
        if (!text.startsWith(COMMENT)) {
            throw new IllegalArgumentException(
                    "SQL file " + path + " must begin with a comment that states its result");
        }
        return text;
    }

    private static String read(Class<?> anchor, String path) {
        try (InputStream file = anchor.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException(
                        "SQL file " + path + " not found in package " + anchor.getPackageName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read SQL file " + path, e);
        }
    }
}
