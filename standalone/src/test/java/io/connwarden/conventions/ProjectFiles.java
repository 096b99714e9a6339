package io.connwarden.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the checkout in which the tests run. */
public final class ProjectFiles {
    static final List<String> MODULES = List.of(
            "contracts",
            "sql",
            "configuration",
            "runtime",
            "embedded",
            "testing",
            "doctor",
            "monitor-service",
            "actuator-service",
            "client",
            "client-spring-boot-starter",
            "console",
            "standalone",
            "benchmarks");

    private ProjectFiles() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("contracts")) || !Files.isDirectory(folder.resolve("sql"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static List<Path> mainSources(String module) {
        return files(root().resolve(module).resolve("src/main/java"), ".java");
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
