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
 * A server still running in a data directory that nobody holds: its parent died hard. Named by {@code postmaster.pid},
 * believed only when that process is a PostgreSQL server, for pids are recycled.
 */
final class OrphanPostmaster {
    private static final Duration FAST_SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE_SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private OrphanPostmaster() {}

    /** Returns when no server runs in {@code data}. */
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> running = findRunning(data);
        if (running.isEmpty()) {
            return;
        }
        // INT is PostgreSQL's fast shutdown, QUIT its immediate one; TERM would wait for every client to leave.
        if (!signalAndAwaitExit(running.get(), "INT", FAST_SHUTDOWN_TIMEOUT)
                && !signalAndAwaitExit(running.get(), "QUIT", IMMEDIATE_SHUTDOWN_TIMEOUT)) {
            throw new StartFailedException(
                    "A PostgreSQL server of an earlier run (process %d) does not end; kill it by hand."
                            .formatted(running.get().pid()));
        }
    }

    /** The server that {@code postmaster.pid} names, if it runs. */
    static Optional<ProcessHandle> findRunning(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(OrphanPostmaster::isPostgres);
        } catch (IOException e) {
            // No such file after an orderly stop, nor while it is being stopped.
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
