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
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * The early detection of a failed start. {@code pg_ctl} reports a failure in the log at once, but the library waits
 * until its timeout.
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

    /** Creates a detector for the lines that are written from now on. */
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
            throw new IOException("the start was interrupted", e);
        }
    }

    private void failIfStartFailed(Thread starting, FutureTask<? extends Closeable> task) throws IOException {
        if (Files.exists(log) && readNewLog().contains(START_FAILED)) {
            starting.interrupt();
            closeStarted(task);
            throw new IOException("pg_ctl reported a failed start");
        }
    }

    /** Closes the server that the interrupted library returns: it does not run but locks the directory. */
    private static void closeStarted(FutureTask<? extends Closeable> task) throws IOException {
        try {
            task.get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException e) {
            // The library returned no server, so no lock is held.
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
        return String.valueOf(ExceptionUtils.getRootCause(e).getMessage());
    }
}
