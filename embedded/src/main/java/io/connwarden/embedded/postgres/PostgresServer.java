package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.LoopbackPort;
import io.connwarden.embedded.server.LostPortRetry;
import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on 127.0.0.1. It accepts connections without a password; the superuser is {@code postgres}. It
 * stops when closed and when this JVM exits for any reason. Thread-safe.
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
     * Starts a server. It accepts connections when this method returns.
     *
     * @throws StartFailedException if the port or the directory is in use, or with the end of the server log
     */
    public static PostgresServer start(PostgresServerOptions options) {
        ServerDirectory directory = ServerDirectory.open(options.directory(), "PostgreSQL");
        try {
            OrphanPostmaster.stop(directory.data());
            if (options.fresh()) {
                directory.clear();
            }
            return LostPortRetry.run(() -> startOnPort(options, directory));
        } catch (IOException e) {
            directory.close();
            throw new StartFailedException("PostgreSQL failed to start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static PostgresServer startOnPort(PostgresServerOptions options, ServerDirectory directory) {
        int port = LoopbackPort.findFree(options.port(), "PostgreSQL", options.portOption());
        PostgresServer server = new PostgresServer(options, directory, port);
        server.start();
        return server;
    }

    /** Starts the server after {@link #stop}, on the same port and data. Does nothing while it runs. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("this server is closed");
        }
        if (running != null) {
            return;
        }
        try {
            running = Postmaster.start(options, directory, port);
        } catch (IOException e) {
            throw new StartFailedException("PostgreSQL failed to start: " + e.getMessage(), e);
        }
    }

    /** Stops the server as an outage does: all sessions end and the data stays. Does nothing if it is stopped. */
    public synchronized void stop() {
        Postmaster ending = running;
        if (ending == null) {
            return;
        }
        running = null;
        try {
            ending.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL failed to stop", e);
        }
    }

    /** Calls {@link #stop}, then {@link #start}. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Returns the URL for the superuser {@code postgres}. No password is needed. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
    }

    /** Returns the URL without a user. */
    public String jdbcUrlWithoutUser(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    /**
     * Returns the process id of the server.
     *
     * @throws IllegalStateException if the server is stopped
     */
    public synchronized long pid() {
        return OrphanPostmaster.findRunning(directory.data())
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new IllegalStateException("this server is stopped"));
    }

    /** Returns the path of the server log. */
    public Path log() {
        return directory.file(Postmaster.LOG_FILE);
    }

    /** Stops the server. A persistent directory stays. */
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
