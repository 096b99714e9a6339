package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.OwnEnd;
import io.connwarden.sql.SqlCall;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Ends the second of our two sessions from the first, by the statement with which any session is ended. */
record OwnEndProbe(Connection first, Connection second) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    OwnEnd end() throws SQLException {
        Backend victim = Backend.behind(second);
        String answer = SqlCall.rows(
                        first,
                        TargetStatement.TERMINATE_SESSION.sql(),
                        on -> bind(on, victim),
                        row -> row.getString("answer"))
                .get(0);
        return new OwnEnd(answer, gone());
    }

    private static void bind(PreparedStatement on, Backend victim) throws SQLException {
        on.setInt(1, victim.pid());
        on.setObject(2, Timestamps.parameter(victim.start()));
        on.setString(3, nothing());
        on.setObject(4, Timestamps.parameter(null));
    }

    /** Any state will do. */
    private static @Nullable String nothing() {
        return null;
    }

    private boolean gone() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (answers()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private boolean answers() {
        try {
            return Backend.behind(second).pid() != 0;
        } catch (SQLException e) {
            return false;
        }
    }
}
