package io.connwarden.standalone.campaign;

import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.embedded.server.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server in a pid namespace of its own. Its pids are recycled within a few hundred numbers, and SIGKILL
 * ends all its processes at once, as the loss of a machine does. Where namespaces are not permitted, the server runs
 * without. It ends with this JVM. Thread-safe.
 */
final class IsolatedPostgres implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);
    /** A shell that kills its child when its standard input ends, which it does with this JVM. */
    private static final String WATCHDOG = "\"$@\" & child=$!; cat >/dev/null; kill -KILL $child; wait";
    /** The server runs as a user that is not mapped, because PostgreSQL rejects root. */
    private static final String NAMESPACE = "echo $0 > /proc/sys/kernel/pid_max; exec unshare --user \"$@\"";

    private static final List<String> UNSHARE = List.of(
            "unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c");

    private final List<String> command;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    private IsolatedPostgres(List<String> command, Path log, int port) {
        this.command = command;
        this.log = log;
        this.port = port;
    }

    /**
     * Creates a cluster and starts its server.
     *
     * @param maxPid the number after which pids are recycled, from 300 on
     */
    static IsolatedPostgres start(Path directory, int maxPid, List<String> settings) {
        String binary;
        int port;
        try (PostgresServer cluster =
                PostgresServer.start(PostgresServerOptions.standard().withDirectory(directory))) {
            binary = ProcessHandle.of(cluster.pid())
                    .flatMap(handle -> handle.info().command())
                    .orElseThrow();
            port = LoopbackPort.findOtherFree(cluster.port(), "PostgreSQL", "port");
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHDOG, "campaign-postgres"));
        if (hasNamespaces()) {
            command.addAll(UNSHARE);
            command.addAll(List.of(NAMESPACE, Integer.toString(maxPid)));
        }
        command.addAll(List.of(binary, "-D", directory.resolve("data").toString(), "-p", Integer.toString(port)));
        List<String> all = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "log_timezone=UTC",
                "timezone=UTC",
                "fsync=off",
                "shared_buffers=32MB"));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("-c", setting)));
        IsolatedPostgres server = new IsolatedPostgres(command, directory.resolve("server.log"), port);
        server.start();
        return server;
    }

    /** Returns true if this system permits pid namespaces with a limit of their own. */
    static boolean hasNamespaces() {
        List<String> probe = new ArrayList<>(UNSHARE);
        probe.addAll(List.of(NAMESPACE, "400", "true"));
        try {
            return new ProcessBuilder(probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts the server after {@link #kill}. It accepts connections when this method returns. */
    synchronized void start() {
        await("PostgreSQL accepts connections, see " + log)
                .atMost(START_TIMEOUT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isStarted);
    }

    private boolean isStarted() throws IOException {
        if (process == null || !process.isAlive()) {
            process = new ProcessBuilder(command)
                    .directory(log.getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"))) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Kills all processes of the server. */
    synchronized void kill() {
        if (process == null) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** Stops all processes of the server with SIGSTOP. */
    synchronized void suspend() {
        // The second pass reaches the backends that were forked during the first.
        ProcessSignals.send("STOP", pids());
        ProcessSignals.send("STOP", pids());
    }

    synchronized void resume() {
        ProcessSignals.send("CONT", pids());
    }

    private List<Long> pids() {
        return process == null
                ? List.of()
                : process.descendants().map(ProcessHandle::pid).toList();
    }

    /** Returns the URL of database {@code postgres} for a user. */
    String url(String user) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port, user);
    }

    int port() {
        return port;
    }

    /** Returns the path of the server log. */
    Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }
}
