package io.connwarden.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The statements in the sources of this module. */
public final class SqlFolder {
    private static final Path RESOURCES = Path.of(System.getProperty("basedir", "."), "src/main/resources");

    private SqlFolder() {}

    /** Names of the files that lie directly in a folder of the resources. */
    public static List<String> files(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
