package io.connwarden.standalone.demo;

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
 * A program without a pool that opens a session per request and forgets to close it; now and then it forgets a
 * transaction as well. Once refused, it keeps trying at the slower pace of people pressing reload.
 */
final class LeakingApplication implements AutoCloseable {
    private static final String TOO_MANY_CONNECTIONS = "53300";
    static final String NAME = "checkout-service";
    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(60);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(700);
    private static final int REQUESTS_PER_LEAKED_TRANSACTION = 20;
    private static final int STOP_TIMEOUT_MILLIS = 5_000;

    private final String url;
    private final Consumer<String> printer;
    private final Thread thread = new Thread(this::run, NAME);
    private final List<Connection> leaked = new ArrayList<>();
    private volatile int openedCount;
    private final AtomicInteger refusedCount = new AtomicInteger();
    private volatile boolean lastAttemptRefused;
    private volatile boolean stopping;

    private LeakingApplication(String url, Consumer<String> printer) {
        this.url = url;
        this.printer = printer;
    }

    static LeakingApplication start(String url, Consumer<String> printer) {
        LeakingApplication application = new LeakingApplication(url, printer);
        application.thread.setDaemon(true);
        application.thread.start();
        return application;
    }

    private void run() {
        while (!stopping && !Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            request();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            try {
                // A rate of its own, however long a request takes: a slow machine's server is to be filled too.
                Thread.sleep(Math.max(0, requestInterval().minus(took).toMillis()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration requestInterval() {
        return hasSlowedDown() ? RETRY_INTERVAL : REQUEST_INTERVAL;
    }

    private void request() {
        try {
            Connection connection = DriverManager.getConnection(url + "&ApplicationName=" + NAME);
            leaked.add(connection);
            openedCount = leaked.size();
            use(connection);
            if (lastAttemptRefused) {
                lastAttemptRefused = false;
                printer.accept(NAME + " is let in again");
            }
        } catch (SQLException e) {
            onRefused(e);
        }
    }

    private void use(Connection connection) throws SQLException {
        connection.setAutoCommit(openedCount % REQUESTS_PER_LEAKED_TRANSACTION != 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void onRefused(SQLException e) {
        // Anything else is a session that was ended while in use.
        if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
            return;
        }
        refusedCount.incrementAndGet();
        if (!lastAttemptRefused) {
            lastAttemptRefused = true;
            printer.accept(NAME + " is refused: " + e.getMessage());
        }
    }

    /** How many sessions it has opened so far, and returned none. */
    int openedCount() {
        return openedCount;
    }

    /** How often it was refused. */
    int refusedCount() {
        return refusedCount.get();
    }

    /** Whether it has met a full server and gone over to the slower pace. */
    boolean hasSlowedDown() {
        return refusedCount.get() > 0;
    }

    /** Whether its latest request got a session. */
    boolean isConnected() {
        return !lastAttemptRefused;
    }

    /** Ends the program: no more requests, and the operating system closes what it forgot. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Connection connection : leaked) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Ended from the other side.
            }
        }
    }
}
