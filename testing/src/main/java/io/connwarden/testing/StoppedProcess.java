package io.connwarden.testing;

import java.io.IOException;
import java.util.concurrent.Callable;

/** An operating-system process that is stopped for a time, such as the backend of a session. */
public final class StoppedProcess {
    private StoppedProcess() {}

    /** Stops a process, runs an action, and resumes the process. */
    public static <T> T whileStopped(long pid, Callable<T> action) throws Exception {
        send("STOP", pid);
        try {
            return action.call();
        } finally {
            send("CONT", pid);
        }
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        int exitValue = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exitValue != 0) {
            throw new IllegalStateException("kill -" + signal + " " + pid + " failed: see standard error");
        }
    }
}
