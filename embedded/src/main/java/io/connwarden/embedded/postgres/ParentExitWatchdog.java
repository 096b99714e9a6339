package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.ServerDirectory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The watchdog that stops the server when this JVM exits without stopping the server. A shell waits on a pipe that the
 * operating system closes with this JVM. It then sends the signal of a fast shutdown to the process named in {@code
 * postmaster.pid}. After an orderly stop that file does not exist, and the shell does nothing. A temporary directory is
 * deleted too.
 */
final class ParentExitWatchdog implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            cat >/dev/null
            pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null)
            [ -n "$pid" ] || exit 0
            kill -INT "$pid"
            [ -n "$2" ] || exit 0
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
              [ -f "$1/postmaster.pid" ] || { rm -rf -- "$2"; exit 0; }
              sleep 1
            done
            """;

    private final Process shell;

    private ParentExitWatchdog(Process shell) {
        this.shell = shell;
    }

    static ParentExitWatchdog start(ServerDirectory directory) throws IOException {
        String temporary = directory.isPersistent() ? "" : directory.path().toString();
        return new ParentExitWatchdog(new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        "connwarden-postgres-watchdog",
                        directory.data().toString(),
                        temporary)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Ends the shell. Must be called after the server has stopped. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(5, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            shell.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
