package io.connwarden.standalone.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The sequence of faults and commands of a round, for the report of a finding. Thread-safe. */
final class Timeline {
    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
        lines.add(Instant.now() + " " + line);
    }

    synchronized void write(Path file) throws IOException {
        Files.write(file, lines);
    }
}
