package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The self-termination probe: the first session terminates the second with the statement used for every session. */
record SelfTerminationProbe(Connection first, Connection second) {
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    SelfTerminationReading run() throws SQLException {
        AnsweringBackend secondBackend = AnsweringBackend.of(second);
        String answer = SqlStatements.query(
                        first,
                        TargetStatement.TERMINATE_SESSION.sql(),
                        on -> bind(on, secondBackend),
                        row -> row.getString("answer"))
                .get(0);
        return new SelfTerminationReading(answer, awaitTermination());
    }

    private static void bind(PreparedStatement on, AnsweringBackend secondBackend) throws SQLException {
        on.setInt(1, secondBackend.pid());
        on.setObject(2, Timestamps.toParameter(secondBackend.start()));
        on.setString(3, anyState());
        on.setObject(4, Timestamps.toParameter(null));
        on.setObject(5, Timestamps.toParameter(null));
    }

    /** Returns null, which stands for any state of the session. */
    private static @Nullable String anyState() {
        return null;
    }

    private boolean awaitTermination() {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
    }

    private boolean isAlive() {
        try {
            return AnsweringBackend.of(second).pid() != 0;
        } catch (SQLException e) {
            return false;
        }
    }
}
