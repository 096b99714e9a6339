package io.connwarden.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of unpacked server binaries, one per version: below {@code $XDG_CACHE_HOME} or {@code ~/.cache}. Only
 * its owner may read and write it, because programs are run from it.
 */
final class BinariesCache {
    private BinariesCache() {}

    static Path directory() throws IOException {
        Path ownerOnlyDirectory = Files.createDirectories(root().resolve("connwarden"));
        Files.setPosixFilePermissions(ownerOnlyDirectory, PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(ownerOnlyDirectory.resolve("postgres"));
    }

    private static Path root() {
        String configured = System.getenv("XDG_CACHE_HOME");
        return configured != null && !configured.isBlank()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
    }
}
