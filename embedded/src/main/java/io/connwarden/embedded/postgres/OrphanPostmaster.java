package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that still runs in a data directory after its parent was killed. It is named by {@code postmaster.pid}. Pids
 * are recycled, so the process must be a PostgreSQL server.
 */
final class OrphanPostmaster {
    private static final Duration FAST_SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE_SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private OrphanPostmaster() {}

    /** Stops the server. No server runs in {@code data} when this method returns. */
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> running = findRunning(data);
        if (running.isEmpty()) {
            return;
        }
        // INT is a fast shutdown and QUIT an immediate one. TERM would wait for all clients to disconnect.
        if (!signalAndAwaitExit(running.get(), "INT", FAST_SHUTDOWN_TIMEOUT)
                && !signalAndAwaitExit(running.get(), "QUIT", IMMEDIATE_SHUTDOWN_TIMEOUT)) {
            throw new StartFailedException(
                    "A PostgreSQL server of an earlier run (process %d) does not stop. Kill it manually."
                            .formatted(running.get().pid()));
        }
    }

    /** Returns the server that {@code postmaster.pid} names, if it runs. */
    static Optional<ProcessHandle> findRunning(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(OrphanPostmaster::isPostgres);
        } catch (IOException e) {
            // The file does not exist after an orderly stop, nor during the stop.
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle handle) {
        return handle.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    private static boolean signalAndAwaitExit(ProcessHandle handle, String signal, Duration timeout)
            throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            handle.onExit().get(timeout.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }
}
