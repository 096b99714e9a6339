package io.connwarden.benchmarks.signal;

import io.connwarden.contracts.SignalKind;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;
import io.connwarden.sql.target.TargetQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A round: opens idle sessions, terminates them with statements for a number of sessions each, and waits for their end.
 */
final class SignalRound {
    private static final String APPLICATION = "leak";
    private static final Duration MAX_END_TIME = Duration.ofMinutes(1);

    private final String url;
    private final Connection actuator;
    private final TargetQueries queries;

    private SignalRound(String url, Connection actuator) {
        this.url = url;
        this.actuator = actuator;
        this.queries = new TargetQueries(new SingleConnectionDataSource(actuator, true));
    }

    /**
     * Creates the role of the sessions.
     *
     * @param actuator the session of a superuser that sends the signals
     */
    static SignalRound create(PostgresServer target, Connection actuator) throws SQLException {
        try (Statement statement = actuator.createStatement()) {
            statement.execute(SignalStatement.CREATE_ROLE.sql());
        }
        return new SignalRound(target.jdbcUrlWithoutUser("postgres") + "?user=leak", actuator);
    }

    /** @throws IllegalStateException if a session was not signalled, or did not end within a minute */
    SignalTimes run(int sessions, int chunkSize) throws SQLException {
        List<Connection> leak = new ArrayList<>();
        try {
            open(leak, sessions);
            return terminate(idleSessions(sessions), chunkSize);
        } finally {
            close(leak);
        }
    }

    /** @throws IllegalStateException if a session was not terminated */
    RecordedTimes run(int sessions, RecordedActions actuator) throws SQLException, InterruptedException {
        List<Connection> leak = new ArrayList<>();
        try {
            open(leak, sessions);
            return actuator.terminate(
                    idleSessions(sessions).stream().map(ExpectedSession::id).toList());
        } finally {
            close(leak);
        }
    }

    private void open(List<Connection> leak, int sessions) throws SQLException {
        for (int i = 0; i < sessions; i++) {
            leak.add(DriverManager.getConnection(url + "&ApplicationName=" + APPLICATION));
        }
    }

    private static void close(List<Connection> leak) throws SQLException {
        for (Connection session : leak) {
            session.close();
        }
    }

    private List<ExpectedSession> idleSessions(int sessions) {
        List<ExpectedSession> found = queries.sessions().stream()
                .filter(row -> APPLICATION.equals(row.application()))
                .flatMap(row ->
                        Stream.ofNullable(row.id()).map(id -> new ExpectedSession(id, row.state(), row.stateChange())))
                .toList();
        require(found.size() == sessions, found.size() + " of " + sessions + " sessions are open");
        return found;
    }

    private SignalTimes terminate(List<ExpectedSession> sessions, int chunkSize) throws SQLException {
        long processorStart = processorNanos();
        long start = System.nanoTime();
        int signalled = 0;
        for (int first = 0; first < sessions.size(); first += chunkSize) {
            List<ExpectedSession> chunk = sessions.subList(first, Math.min(first + chunkSize, sessions.size()));
            signalled += (int) SignalSender.signal(actuator, SignalKind.TERMINATE, chunk, null).stream()
                    .filter(SignalAnswer.SIGNALLED::equals)
                    .count();
        }
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        Duration processor = Duration.ofNanos(processorNanos() - processorStart);
        require(signalled == sessions.size(), signalled + " of " + sessions.size() + " sessions were signalled");
        return new SignalTimes(processor, answered, awaitEnd(sessions, start));
    }

    /** Asks again and again without a pause, because the answer is the end of the measurement. */
    private Duration awaitEnd(List<ExpectedSession> sessions, long start) {
        while (!queries.existing(sessions.stream().map(ExpectedSession::id).toList())
                .isEmpty()) {
            require(System.nanoTime() - start < MAX_END_TIME.toNanos(), "sessions exist after " + MAX_END_TIME);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns the processor time of the backend so far, from Linux. */
    private long processorNanos() throws SQLException {
        Path statistics = Path.of(
                "/proc", Integer.toString(actuator.unwrap(PGConnection.class).getBackendPID()), "schedstat");
        try {
            return Files.exists(statistics)
                    ? Long.parseLong(Files.readString(statistics).split(" ", 2)[0])
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean condition, String failure) {
        if (!condition) {
            throw new IllegalStateException(failure + "; repeat the benchmark on an idle machine");
        }
    }
}
