package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Readings.IdleSessionReading;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.doctor.DoctorStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The idle session probe. It leaves a session with the settings of Connwarden idle and tests that the same backend
 * answers afterwards. A short idle timeout of the server is exceeded.
 */
record IdleSessionProbe(Connection session, List<ServerTimeout> timeouts) {
    private static final Duration DEFAULT_IDLE_TIME = Duration.ofMillis(200);
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final Duration MAX_TESTED_TIMEOUT = Duration.ofSeconds(3);

    private record IdleTimeout(int pid, Duration timeout) {}

    IdleSessionReading run() throws SQLException {
        IdleTimeout before = query();
        Duration held = idleTime();
        LockSupport.parkNanos(held.toNanos());
        return new IdleSessionReading(before.timeout(), held, isSameBackend(before.pid()));
    }

    private Duration idleTime() {
        return timeouts.stream()
                .filter(timeout -> timeout.name().equals("idle_session_timeout") && !timeout.isDisabled())
                .map(ServerTimeout::duration)
                .filter(limit -> limit.compareTo(MAX_TESTED_TIMEOUT) <= 0)
                .findFirst()
                .map(limit -> limit.plus(MARGIN))
                .orElse(DEFAULT_IDLE_TIME);
    }

    private boolean isSameBackend(int pid) {
        try {
            return query().pid() == pid;
        } catch (SQLException e) {
            return false;
        }
    }

    private IdleTimeout query() throws SQLException {
        return SqlStatements.query(
                        session,
                        DoctorStatement.IDLE_LIMIT.sql(),
                        row -> new IdleTimeout(row.getInt("pid"), Duration.ofMillis(row.getLong("idle_limit_ms"))))
                .get(0);
    }
}
