package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The identity of a session. The operating system recycles pids, but not pid and start time together.
 *
 * @param pid process id of the backend, at least 1
 * @param backendStart {@code pg_stat_activity.backend_start}, truncated to the precision
 * @param precision number of fractional digits of the start time, 0 to 6; below 6 only in a command from a sender that
 *     cannot hold microseconds
 */
public record SessionId(int pid, Instant backendStart, int precision) {
    /** The precision of {@code pg_stat_activity}: microseconds. */
    public static final int FULL_PRECISION = 6;

    public SessionId {
        Checks.requireAtLeast("pid", pid, 1);
        Checks.requireInRange("precision", precision, 0, FULL_PRECISION);
        Objects.requireNonNull(backendStart, "backendStart");
        if (precision < FULL_PRECISION) {
            backendStart = truncate(backendStart, precision);
        }
    }

    /** Creates an identity with the whole start time. */
    public SessionId(int pid, Instant backendStart) {
        this(pid, backendStart, FULL_PRECISION);
    }

    /**
     * Returns true if this identity means the session: the pids are equal, and so are the start times after truncation
     * or rounding to the precision of this identity.
     *
     * @param session an identity with the whole start time
     */
    public boolean means(SessionId session) {
        return pid == session.pid
                && (backendStart.equals(session.backendStart) || isShortenedStartOf(session.backendStart));
    }

    private boolean isShortenedStartOf(Instant start) {
        Duration after = Duration.between(backendStart, start);
        Duration unit = Duration.of(micros(precision), ChronoUnit.MICROS);
        return precision < FULL_PRECISION && after.compareTo(unit) < 0 && after.compareTo(unit.dividedBy(-2)) >= 0;
    }

    private static Instant truncate(Instant time, int precision) {
        long excess = time.get(ChronoField.MICRO_OF_SECOND) % micros(precision);
        return time.truncatedTo(ChronoUnit.MICROS).minus(excess, ChronoUnit.MICROS);
    }

    /** Returns the unit of the last digit in microseconds. */
    private static long micros(int precision) {
        long micros = 1;
        for (int digit = precision; digit < FULL_PRECISION; digit++) {
            micros *= 10;
        }
        return micros;
    }
}
