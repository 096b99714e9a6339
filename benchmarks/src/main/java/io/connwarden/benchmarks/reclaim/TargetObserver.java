package io.connwarden.benchmarks.reclaim;

import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.SqlStatements.RowReader;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The observer of the target. It has a session of its own, and its times are those of the server's clock. */
final class TargetObserver implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 5;

    private final Connection connection;

    private TargetObserver(Connection connection) {
        this.connection = connection;
    }

    static TargetObserver connect(BenchmarkServers servers) throws SQLException {
        return new TargetObserver(servers.openTarget());
    }

    /** The times since which the first and the last of the idle sessions of an application are idle. */
    record IdleSince(int sessions, Instant first, Instant last) {}

    private record SessionCount(int sessions, Instant readAt) {}

    IdleSince idleSince(String application) throws SQLException {
        return SqlStatements.query(
                        connection,
                        BenchmarkStatement.IDLE_SINCE.sql(),
                        on -> on.setString(1, application),
                        row -> new IdleSince(
                                row.getInt("sessions"),
                                Timestamps.readRequired(row, "first"),
                                Timestamps.readRequired(row, "last")))
                .get(0);
    }

    /** Returns the number of sessions in the database of the application. */
    int sessions() throws SQLException {
        return count().sessions();
    }

    /**
     * Waits until the database of the application has at most the given number of sessions.
     *
     * @param start the time before which no reading is needed
     * @return the time of the first reading with that number
     */
    Instant awaitSessions(int sessions, Instant start) throws SQLException, InterruptedException {
        ClockSecond.awaitTime(start);
        SessionCount count = count();
        while (count.sessions() > sessions) {
            if (count.readAt().isAfter(start.plus(MAX_WAIT))) {
                throw new IllegalStateException((count.sessions() - sessions) + " sessions above their idle limit exist"
                        + " after " + MAX_WAIT + "; see the log of the contender");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            count = count();
        }
        return count.readAt();
    }

    private SessionCount count() throws SQLException {
        return one(
                BenchmarkStatement.SESSIONS_IN_DATABASE,
                row -> new SessionCount(row.getInt("sessions"), Timestamps.readRequired(row, "read_at")));
    }

    /** Returns the statements of a role on the target since the start of the server. */
    TargetLoad loadOf(String role) throws SQLException {
        Instant now = count().readAt();
        return SqlStatements.query(
                        connection,
                        BenchmarkStatement.TARGET_LOAD.sql(),
                        on -> on.setString(1, role),
                        row -> new TargetLoad(
                                now,
                                row.getLong("full_reads"),
                                row.getLong("count_readings"),
                                row.getDouble("milliseconds")))
                .get(0);
    }

    private <T> T one(BenchmarkStatement statement, RowReader<T> reader) throws SQLException {
        return SqlStatements.query(connection, statement.sql(), reader).get(0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
