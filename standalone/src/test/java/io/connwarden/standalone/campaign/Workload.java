package io.connwarden.standalone.campaign;

import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The sessions and commands that flow during a round, each on its own thread. */
final class Workload implements AutoCloseable {
    private static final long SESSION_INTERVAL_MILLIS = 100;
    private static final int MIN_COMMAND_INTERVAL_MILLIS = 150;
    private static final int MAX_COMMAND_INTERVAL_MILLIS = 700;

    private final SessionTraffic sessions;
    private final CommandTraffic commands;
    private final Random random;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "campaign-workload");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean flowing = true;

    Workload(SessionTraffic sessions, CommandTraffic commands, Random random) {
        this.sessions = sessions;
        this.commands = commands;
        this.random = random;
    }

    /** The running threads of a workload; each future fails with the first error of its thread. */
    record Running(Future<?> sessions, Future<?> commands) {}

    Running start() throws SQLException {
        sessions.openStableSessions();
        Future<?> sessionThread = threads.scheduleWithFixedDelay(
                this::tickSessions, SESSION_INTERVAL_MILLIS, SESSION_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        Future<?> commandThread = threads.submit(() -> {
            while (flowing) {
                commands.sendRandom();
                Thread.sleep(MIN_COMMAND_INTERVAL_MILLIS
                        + random.nextInt(MAX_COMMAND_INTERVAL_MILLIS - MIN_COMMAND_INTERVAL_MILLIS));
            }
            return null;
        });
        return new Running(sessionThread, commandThread);
    }

    private void tickSessions() {
        try {
            sessions.tick(flowing);
        } catch (SQLException e) {
            throw new IllegalStateException("the sessions of the workload ended: " + e, e);
        }
    }

    /** Stops the commands and opens no further zombie. Innocent sessions still come and go. */
    void stopCommands() {
        flowing = false;
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sessions.close();
    }
}
