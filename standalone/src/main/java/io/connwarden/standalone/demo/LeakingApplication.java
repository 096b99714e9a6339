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
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(60);
    private static final Duration BETWEEN_RETRIES = Duration.ofMillis(700);
    private static final int FORGETS_EVERY_NTH_TRANSACTION = 20;
    private static final int LETS_GO_MILLIS = 5_000;

    private final String url;
    private final Consumer<String> narrator;
    private final Thread thread = new Thread(this::run, NAME);
    private final List<Connection> forgotten = new ArrayList<>();
    private volatile int opened;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refusedLast;
    private volatile boolean ending;

    private LeakingApplication(String url, Consumer<String> narrator) {
        this.url = url;
        this.narrator = narrator;
    }

    static LeakingApplication start(String url, Consumer<String> narrator) {
        LeakingApplication application = new LeakingApplication(url, narrator);
        application.thread.setDaemon(true);
        application.thread.start();
        return application;
    }

    private void run() {
        while (!ending && !Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            request();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            try {
                // A rate of its own, however long a request takes: a slow machine's server is to be filled too.
                Thread.sleep(Math.max(0, pace().minus(took).toMillis()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration pace() {
        return hasSlowedDown() ? BETWEEN_RETRIES : BETWEEN_REQUESTS;
    }

    private void request() {
        try {
            Connection connection = DriverManager.getConnection(url + "&ApplicationName=" + NAME);
            forgotten.add(connection);
            opened = forgotten.size();
            use(connection);
            if (refusedLast) {
                refusedLast = false;
                narrator.accept(NAME + " is let in again");
            }
        } catch (SQLException e) {
            beRefused(e);
        }
    }

    private void use(Connection connection) throws SQLException {
        connection.setAutoCommit(opened % FORGETS_EVERY_NTH_TRANSACTION != 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void beRefused(SQLException e) {
        // Anything else is a session that was ended while in use.
        if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
            return;
        }
        refused.incrementAndGet();
        if (!refusedLast) {
            refusedLast = true;
            narrator.accept(NAME + " is refused: " + e.getMessage());
        }
    }

    /** How many sessions it has opened so far, and returned none. */
    int opened() {
        return opened;
    }

    /** How often it was refused. */
    int refused() {
        return refused.get();
    }

    /** Whether it has met a full server and gone over to the slower pace. */
    boolean hasSlowedDown() {
        return refused.get() > 0;
    }

    /** Whether its latest request got a session. */
    boolean isLetIn() {
        return !refusedLast;
    }

    /** Ends the program: no more requests, and the operating system closes what it forgot. */
    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        try {
            thread.join(LETS_GO_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Connection connection : forgotten) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Ended from the other side.
            }
        }
    }
}
