package io.connwarden.testing;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version of PostgreSQL, of which servers are started. The binaries are on the class path, or in {@code
 * target/postgres-binaries/<version>.jar} of the module under test.
 *
 * @param name the version, such as {@code 15.19.0}; {@code default} for the version on the class path
 * @param binaries null for the version on the class path
 */
public record PostgresVersion(String name, @Nullable Path binaries) {
    private static final String SUFFIX = ".jar";

    /** Returns all versions in ascending order, that of the class path last. */
    public static List<PostgresVersion> all() {
        return Stream.concat(readFolder().stream(), Stream.of(new PostgresVersion("default", null)))
                .toList();
    }

    private static List<PostgresVersion> readFolder() {
        Path folder = Path.of(System.getProperty("basedir", "."), "target", "postgres-binaries");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(PostgresVersion::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static PostgresVersion of(Path jar) {
        String file = String.valueOf(jar.getFileName());
        return new PostgresVersion(file.substring(0, file.length() - SUFFIX.length()), jar);
    }

    /** Starts a server of this version, to be closed by the caller. */
    public PostgresServer start() {
        return start(PostgresServerOptions.standard());
    }

    /** Starts a server of this version with options, except for their binaries. */
    public PostgresServer start(PostgresServerOptions options) {
        return PostgresServer.start(binaries == null ? options : options.binaries(binaries));
    }

    @Override
    public String toString() {
        return "PostgreSQL " + name;
    }
}
