package io.connwarden.benchmarks.reclaim;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The sessions of an application that opens them and does not use them again. Not thread-safe. */
final class LeakedSessions implements AutoCloseable {
    /** On a busy machine a session waits for a processor. Several threads keep the idle times close together. */
    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<LeakedSession> sessions = new ArrayList<>();

    private LeakedSessions() {}

    private record LeakedSession(Connection connection, PreparedStatement statement) {
        static LeakedSession open(String url, Properties properties) throws SQLException {
            Connection connection = DriverManager.getConnection(url, properties);
            PreparedStatement statement = connection.prepareStatement(BenchmarkStatement.USE_SESSION.sql());
            // The first statement of a session fills its caches and takes longer than the next one.
            statement.execute();
            return new LeakedSession(connection, statement);
        }
    }

    /** Opens the sessions. Each is idle when this method returns. */
    static LeakedSessions open(String url, int count, String application) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("user", "app");
        properties.setProperty("ApplicationName", application);
        LeakedSessions opened = new LeakedSessions();
        try {
            opened.sessions.addAll(opened.inThreads(
                    Stream.<Callable<LeakedSession>>generate(() -> () -> LeakedSession.open(url, properties))
                            .limit(count)
                            .toList(),
                    "not all sessions could be opened"));
            return opened;
        } catch (RuntimeException | InterruptedException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Uses each session once, so that all are idle since about the same instant.
     *
     * @throws IllegalStateException if a session has ended before
     */
    void useAll() throws InterruptedException {
        inThreads(
                sessions.stream()
                        .<Callable<Boolean>>map(session -> session.statement()::execute)
                        .toList(),
                "a session has ended before all were open; raise --idle-limit-seconds on a slow machine");
    }

    private <T> List<T> inThreads(List<Callable<T>> tasks, String failure) throws InterruptedException {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(failure, e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (LeakedSession session : sessions) {
            try {
                session.connection().close();
            } catch (SQLException e) {
                // The contender has ended the session.
            }
        }
    }
}
