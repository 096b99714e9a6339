package io.connwarden.benchmarks.reclaim;

import io.connwarden.sql.Seconds;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The plain loop: once a second, one statement terminates every session that has been idle for longer than the limit.
 * It polls at the beginning of each second of the clock, so that the phase of a round determines its delay.
 */
record PlainLoop(BenchmarkServers servers, Duration idleLimit) implements Contender {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Override
    public String title() {
        return "plain loop";
    }

    @Override
    public String role() {
        return "plain_loop";
    }

    @Override
    public Running start() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role());
        properties.setProperty("ApplicationName", "plain-loop");
        Connection connection = DriverManager.getConnection(servers.shopUrl(), properties);
        PreparedStatement statement = connection.prepareStatement(BenchmarkStatement.PLAIN_LOOP.sql());
        statement.setDouble(1, Seconds.of(idleLimit));
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> polling = thread.scheduleAtFixedRate(
                () -> poll(statement),
                ClockSecond.untilFraction(0).toNanos(),
                INTERVAL.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> stop(thread, polling, connection);
    }

    private static void poll(PreparedStatement statement) {
        try {
            statement.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException("the plain loop cannot poll the target", e);
        }
    }

    private static void stop(ScheduledExecutorService thread, ScheduledFuture<?> polling, Connection connection) {
        // A poll that fails ends the polling.
        boolean failed = polling.isDone();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the statement of the plain loop has not ended within 1 min");
            }
            connection.close();
            if (failed) {
                polling.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | SQLException e) {
            throw new IllegalStateException("the plain loop has failed", e);
        }
    }
}
