package io.connwarden.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An operating-system process that a test has stopped. It reacts to nothing until the test resumes it. */
public final class StoppedProcess implements AutoCloseable {
    private final long pid;

    private StoppedProcess(long pid) {
        this.pid = pid;
    }

    /** Stops a process, such as the backend of a session. */
    public static StoppedProcess stop(long pid) {
        send("STOP", pid);
        return new StoppedProcess(pid);
    }

    /** Resumes the process. */
    @Override
    public void close() {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int exitValue = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitValue != 0) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " failed: see standard error");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
