package io.connwarden.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where server binaries are unpacked once per version: under {@code $XDG_CACHE_HOME} or {@code ~/.cache}. Readable by
 * its owner alone, for a directory that others can write to is no place for programs.
 */
final class BinariesCache {
    private BinariesCache() {}

    static Path directory() throws IOException {
        Path ownerOnlyDirectory = Files.createDirectories(root().resolve("connwarden"));
        Files.setPosixFilePermissions(ownerOnlyDirectory, PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(ownerOnlyDirectory.resolve("postgres"));
    }

    private static Path root() {
        String wanted = System.getenv("XDG_CACHE_HOME");
        return wanted != null && !wanted.isBlank()
                ? Path.of(wanted)
                : Path.of(System.getProperty("user.home"), ".cache");
    }
}
