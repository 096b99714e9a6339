package io.connwarden.embedded.kafka;

import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A broker that an earlier run left in this directory, still on its way out. A process is known by its pid and the
 * instant it started, for pids are recycled.
 */
final class LeftoverProcess {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path note;

    private LeftoverProcess(Path note) {
        this.note = note;
    }

    static LeftoverProcess in(ServerDirectory directory) {
        return new LeftoverProcess(directory.file("kafka.pid"));
    }

    void note(Process process) throws IOException {
        Files.write(note, List.of(Long.toString(process.pid()), started(process.toHandle())));
    }

    /** Waits for it to go, then makes it go. Does nothing when there is none. */
    void end() throws IOException {
        Optional<ProcessHandle> leftover = find();
        if (leftover.isPresent() && !goneWithinLimit(leftover.get())) {
            leftover.get().destroyForcibly();
            if (!goneWithinLimit(leftover.get())) {
                throw new StartFailedException("A broker of an earlier run (process %d) does not end; kill it by hand."
                        .formatted(leftover.get().pid()));
            }
        }
        Files.deleteIfExists(note);
    }

    private Optional<ProcessHandle> find() throws IOException {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(note);
        if (lines.size() != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(handle -> started(handle).equals(lines.get(1)));
    }

    private static String started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static boolean goneWithinLimit(ProcessHandle handle) {
        try {
            handle.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
