package io.connwarden.standalone.demo;

import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.target.SqlStates;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An application without a pool that opens a session per request and never closes it. Some sessions keep a transaction
 * open. After the first rejected attempt it retries at a lower rate.
 */
final class LeakingApplication implements AutoCloseable {
    private static final String NAME = "checkout-service";
    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(60);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(700);
    private static final int REQUESTS_PER_LEAKED_TRANSACTION = 20;
    private static final int STOP_TIMEOUT_MILLIS = 5_000;

    private final String url;
    private final Consumer<String> printer;
    private final String name;
    private final Thread thread;
    private final List<Connection> leaked = new ArrayList<>();
    private volatile int openedCount;
    private final AtomicInteger rejectedCount = new AtomicInteger();
    private volatile boolean lastAttemptRejected;
    private final ShutdownSignal shutdown = new ShutdownSignal();

    private LeakingApplication(String name, String url, Consumer<String> printer) {
        this.name = name;
        this.url = url;
        this.printer = printer;
        this.thread = new Thread(this::run, name);
    }

    /**
     * Starts the application. In each cycle it is another release. One that comes back to its earlier number of
     * sessions within an hour is taken for a pool that is too large, and is spared (G7).
     *
     * @param cycle number of the cycle, 1 or more
     */
    static LeakingApplication start(int cycle, String url, Consumer<String> printer) {
        String name = cycle == 1 ? NAME : NAME + "-v" + cycle;
        LeakingApplication application = new LeakingApplication(name, url, printer);
        application.thread.setDaemon(true);
        application.thread.start();
        return application;
    }

    private void run() {
        Duration delay = Duration.ZERO;
        while (!shutdown.awaitShutdown(delay)) {
            long start = System.nanoTime();
            request();
            // The rate does not depend on the duration of a request, so that slow servers are filled too.
            delay = requestInterval().minus(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Duration requestInterval() {
        return hasSlowedDown() ? RETRY_INTERVAL : REQUEST_INTERVAL;
    }

    private void request() {
        try {
            Connection connection = DriverManager.getConnection(url + "&ApplicationName=" + name);
            leaked.add(connection);
            openedCount = leaked.size();
            use(connection);
            if (lastAttemptRejected) {
                lastAttemptRejected = false;
                printer.accept(name + " can connect again");
            }
        } catch (SQLException e) {
            onRejected(e);
        }
    }

    private void use(Connection connection) throws SQLException {
        connection.setAutoCommit(openedCount % REQUESTS_PER_LEAKED_TRANSACTION != 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void onRejected(SQLException e) {
        // Any other error is a session that was terminated while in use.
        if (!SqlStates.TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
            return;
        }
        rejectedCount.incrementAndGet();
        if (!lastAttemptRejected) {
            lastAttemptRejected = true;
            printer.accept(name + " is rejected: " + e.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** Returns the number of sessions opened so far. None is closed. */
    int openedCount() {
        return openedCount;
    }

    /** Returns the number of rejected attempts. */
    int rejectedCount() {
        return rejectedCount.get();
    }

    /** Returns true after the first rejected attempt, which lowers the rate. */
    boolean hasSlowedDown() {
        return rejectedCount.get() > 0;
    }

    /** Returns true if the latest attempt succeeded. */
    boolean isConnected() {
        return !lastAttemptRejected;
    }

    /** Stops the application and closes its sessions, as the operating system does at the end of a process. */
    @Override
    public void close() {
        shutdown.shutDown();
        try {
            thread.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Connection connection : leaked) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The server has terminated the session.
            }
        }
    }
}
