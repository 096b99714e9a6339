package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.ServerDirectory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends the server when this JVM ends without having done so. A small shell waits on a pipe that the operating system
 * closes with us, then sends the fast-shutdown signal to the process named in {@code postmaster.pid}; after an orderly
 * stop there is no such file and it does nothing. A temporary directory goes with it.
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
                        "connwarden-postgres-leash",
                        directory.data().toString(),
                        temporary)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** To be called after the server has ended. */
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
