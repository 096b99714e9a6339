package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.LoopbackPort;
import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on 127.0.0.1 only. Whoever reaches the port may connect without a password; the superuser
 * is {@code postgres}. It ends when closed, and also when this JVM ends in any way. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private final PostgresServerOptions options;
    private final ServerDirectory directory;
    private final int port;
    private @Nullable Postmaster running;
    private boolean closed;

    private PostgresServer(PostgresServerOptions options, ServerDirectory directory, int port) {
        this.options = options;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @throws StartFailedException with what is wrong: port in use, directory in use, or the end of the server's log
     */
    public static PostgresServer start(PostgresServerOptions options) {
        ServerDirectory directory = ServerDirectory.open(options.directory(), "PostgreSQL");
        try {
            OrphanPostmaster.stop(directory.data());
            if (options.fresh()) {
                directory.clear();
            }
            int port = LoopbackPort.findFree(options.port(), "PostgreSQL", options.portOption());
            PostgresServer server = new PostgresServer(options, directory, port);
            server.start();
            return server;
        } catch (IOException e) {
            directory.close();
            throw new StartFailedException("PostgreSQL could not be started: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Starts the server again after {@link #stop}, on the same port and data. Does nothing while it runs. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("this server was closed");
        }
        if (running != null) {
            return;
        }
        try {
            running = Postmaster.start(options, directory, port);
        } catch (IOException e) {
            throw new StartFailedException("PostgreSQL could not be started: " + e.getMessage(), e);
        }
    }

    /** Stops the server as an outage would: every session ends, the data stays. Does nothing when stopped. */
    public synchronized void stop() {
        Postmaster ending = running;
        if (ending == null) {
            return;
        }
        running = null;
        try {
            ending.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be stopped", e);
        }
    }

    /** {@link #stop}, then {@link #start}. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** For the superuser {@code postgres}; no password is asked. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
    }

    /** Without a user. */
    public String jdbcUrlWithoutUser(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    /**
     * The process id of the server.
     *
     * @throws IllegalStateException when it is stopped
     */
    public synchronized long pid() {
        return OrphanPostmaster.findRunning(directory.data())
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new IllegalStateException("this server does not run"));
    }

    /** The server's own log. */
    public Path log() {
        return directory.file(Postmaster.LOG_FILE);
    }

    /** Stops the server for good. A kept directory stays. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        stop();
        closed = true;
        directory.close();
    }
}
