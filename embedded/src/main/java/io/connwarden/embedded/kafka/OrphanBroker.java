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
 * A broker of an earlier run that is still stopping. Pids are recycled, so a process is identified by its pid and its
 * start time.
 */
final class OrphanBroker {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(20);

    private final Path pidFile;

    private OrphanBroker(Path pidFile) {
        this.pidFile = pidFile;
    }

    static OrphanBroker in(ServerDirectory directory) {
        return new OrphanBroker(directory.file("kafka.pid"));
    }

    void writePidFile(Process process) throws IOException {
        Files.write(pidFile, List.of(Long.toString(process.pid()), startInstant(process.toHandle())));
    }

    /** Waits for the broker to exit, then kills it. Does nothing if there is none. */
    void stop() throws IOException {
        Optional<ProcessHandle> orphan = findRunning();
        if (orphan.isPresent() && !awaitExit(orphan.get())) {
            orphan.get().destroyForcibly();
            if (!awaitExit(orphan.get())) {
                throw new StartFailedException(
                        "A Kafka broker of an earlier run (process %d) does not stop. Kill it manually."
                                .formatted(orphan.get().pid()));
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private Optional<ProcessHandle> findRunning() throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(handle -> startInstant(handle).equals(lines.get(1)));
    }

    private static String startInstant(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static boolean awaitExit(ProcessHandle handle) {
        try {
            handle.onExit().get(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
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
