package io.connwarden.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The SQL files in the sources of this module. */
public final class SqlFolder {
    private static final Path RESOURCES = Path.of(System.getProperty("basedir", "."), "src/main/resources");

    private SqlFolder() {}

    /** Asserts that a folder of the resources has exactly the files of the given statements. */
    public static void assertMatches(String folder, Enum<?>... statements) {
        assertThat(files(folder))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(statements).map(SqlFile::nameOf).toList());
    }

    /** Returns the files of the statements for the log store. */
    static Stream<Path> storeStatements() {
        return paths("io/connwarden/sql/store").stream();
    }

    private static List<String> files(String folder) {
        return paths(folder).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private static List<Path> paths(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
