package io.connwarden.embedded.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a start that the library would wait out to its limit even when {@code pg_ctl} has said long ago that the server
 * could not start: a refused setting should be told at once.
 */
final class StartupFailureDetector {
    private static final String START_FAILED = "could not start server";
    private static final long POLL_INTERVAL_MILLIS = 100;
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final Path log;
    private final long offset;

    private StartupFailureDetector(Path log, long offset) {
        this.log = log;
        this.offset = offset;
    }

    /** Watches what is written to the log from now on. */
    static StartupFailureDetector from(Path log) throws IOException {
        return new StartupFailureDetector(log, Files.exists(log) ? Files.size(log) : 0);
    }

    <T extends Closeable> T run(Callable<T> start) throws IOException {
        FutureTask<T> task = new FutureTask<>(start);
        Thread thread = new Thread(task, "postgres-start");
        thread.setDaemon(true);
        thread.start();
        try {
            while (true) {
                try {
                    return task.get(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    failIfStartFailed(thread, task);
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(rootMessage(e), e);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it started", e);
        }
    }

    private void failIfStartFailed(Thread starting, FutureTask<? extends Closeable> task) throws IOException {
        if (Files.exists(log) && readNewLog().contains(START_FAILED)) {
            starting.interrupt();
            closeStarted(task);
            throw new IOException("the server refused to");
        }
    }

    /** Interrupted, the library hands out a server that does not run but holds a lock on the directory. */
    private static void closeStarted(FutureTask<? extends Closeable> task) throws IOException {
        try {
            task.get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException e) {
            // Then it holds nothing.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String readNewLog() throws IOException {
        byte[] all = Files.readAllBytes(log);
        int from = (int) Math.min(offset, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    private static String rootMessage(ExecutionException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
