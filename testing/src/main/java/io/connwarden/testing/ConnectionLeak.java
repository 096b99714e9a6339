package io.connwarden.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An application that takes each slot that is free, until it is closed. It closes none of its sessions before that.
 * Thread-safe.
 */
public final class ConnectionLeak implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final int RETRY_MILLIS = 20;

    private final String jdbcUrl;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Connection> connections = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "connection-leak");
    private volatile boolean full;

    private ConnectionLeak(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Starts to open sessions in the background. */
    public static ConnectionLeak start(String jdbcUrl) {
        ConnectionLeak leak = new ConnectionLeak(jdbcUrl);
        leak.thread.setDaemon(true);
        leak.thread.start();
        return leak;
    }

    /** Waits until the server has rejected a session of the application, because no slot was free. */
    public void awaitFullServer() {
        await().atMost(MAX_WAIT).until(() -> full);
    }

    private void run() {
        try {
            do {
                openUntilFull();
            } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openUntilFull() {
        try {
            while (closed.getCount() > 0) {
                connections.add(DriverManager.getConnection(jdbcUrl));
            }
        } catch (SQLException e) {
            if (TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                full = true;
            }
        }
    }

    /** Closes all sessions of the application. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(MAX_WAIT.toMillis());
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a session cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
