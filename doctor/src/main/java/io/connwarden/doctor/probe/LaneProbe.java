package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.HeldSession;
import io.connwarden.doctor.finding.Timeout;
import io.connwarden.sql.SqlCall;
import io.connwarden.sql.doctor.DoctorStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves a prepared session idle and looks whether it is still there: for longer than the server would let an unprepared
 * one idle, where that can be waited for.
 */
record LaneProbe(Connection session, List<Timeout> timeouts) {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(3);

    private record Idle(int pid, Duration limit) {}

    HeldSession hold() throws SQLException {
        Idle before = ask();
        Duration held = duration();
        LockSupport.parkNanos(held.toNanos());
        return new HeldSession(before.limit(), held, survivedAs(before.pid()));
    }

    private Duration duration() {
        return timeouts.stream()
                .filter(timeout -> timeout.name().equals("idle_session_timeout") && !timeout.off())
                .map(Timeout::length)
                .filter(limit -> limit.compareTo(LONGEST_LIMIT) <= 0)
                .findFirst()
                .map(limit -> limit.plus(MARGIN))
                .orElse(SHORT);
    }

    private boolean survivedAs(int pid) {
        try {
            return ask().pid() == pid;
        } catch (SQLException e) {
            return false;
        }
    }

    private Idle ask() throws SQLException {
        return SqlCall.rows(
                        session,
                        DoctorStatement.IDLE_LIMIT.sql(),
                        row -> new Idle(row.getInt("pid"), Duration.ofMillis(row.getLong("idle_limit_ms"))))
                .get(0);
    }
}
