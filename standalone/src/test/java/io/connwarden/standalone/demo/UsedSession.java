package io.connwarden.standalone.demo;

import static org.awaitility.Awaitility.await;

import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;

/** A session of the role of the applications that runs a short query so often that no rule selects it. */
final class UsedSession implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 300;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final TestSessions sessions;
    private final Connection connection;
    private final ScheduledExecutorService user = Executors.newSingleThreadScheduledExecutor();

    private UsedSession(TestSessions sessions) {
        this.sessions = sessions;
        this.connection = sessions.connections().get(0);
        ScheduledFuture<?> unused = user.scheduleWithFixedDelay(this::use, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Opens the session as soon as the server has a slot. */
    static UsedSession open(String superuserUrl, String application) {
        return await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> new UsedSession(TestSessions.idle(superuserUrl, 1, application, "shop")), opened -> true);
    }

    /** Opens a session that keeps a transaction open. */
    static UsedSession inTransaction(String superuserUrl, String application) {
        UsedSession session = open(superuserUrl, application);
        session.run(() -> session.connection.setAutoCommit(false));
        return session;
    }

    void beginAnotherTransaction() {
        run(() -> {
            connection.rollback();
            query();
        });
    }

    boolean isAlive() {
        return !sessions.alive().isEmpty();
    }

    private void use() {
        try {
            query();
        } catch (SQLException e) {
            // The test has ended the session.
            user.shutdown();
        }
    }

    private void query() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** Runs an action between two queries. */
    private void run(ThrowingRunnable action) {
        try {
            user.submit(() -> {
                        try {
                            action.run();
                        } catch (Throwable e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        user.shutdownNow();
        sessions.close();
    }
}
