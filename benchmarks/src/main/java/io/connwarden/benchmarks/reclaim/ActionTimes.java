package io.connwarden.benchmarks.reclaim;

import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.Timestamps;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times of one action in the log store, which show the parts of a reclaim time. A time that is not recorded is
 * null.
 *
 * @param sampledAt the end of the sample of the monitor
 * @param startedAt the claim of the command by a worker
 * @param decidedAt the decision on the actuator's own sample
 * @param firstRecordedAt the record of the first answers to signals
 * @param lastRecordedAt the record of the last answers to signals
 */
record ActionTimes(
        @Nullable Instant sampledAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant firstRecordedAt,
        @Nullable Instant lastRecordedAt,
        @Nullable Instant finishedAt,
        int sessions) {
    /** The sessions cross the limit one after another, so that an action may begin before the last has crossed it. */
    private static final Duration MAX_SPREAD = Duration.ofSeconds(2);

    /** Returns the actions for sessions of which the last crossed the idle limit at the given time. */
    static List<ActionTimes> since(BenchmarkServers servers, Instant crossedAt) throws SQLException {
        try (Connection store = servers.openStore()) {
            return SqlStatements.query(
                    store,
                    BenchmarkStatement.ACTION_TIMES.sql(),
                    on -> on.setObject(1, Timestamps.toParameter(crossedAt.minus(MAX_SPREAD))),
                    ActionTimes::read);
        }
    }

    private static ActionTimes read(ResultSet row) throws SQLException {
        return new ActionTimes(
                Timestamps.read(row, "sampled_at"),
                Timestamps.read(row, "accepted_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "decided_at"),
                Timestamps.read(row, "first_recorded_at"),
                Timestamps.read(row, "last_recorded_at"),
                Timestamps.read(row, "finished_at"),
                row.getInt("sessions"));
    }

    /** Returns one line with the times in milliseconds after the last crossing of the idle limit. */
    String describe(RoundFigures figures) {
        Object[] parts = Stream.of(
                        sampledAt, acceptedAt, startedAt, decidedAt, firstRecordedAt, lastRecordedAt, finishedAt)
                .map(time -> millisAfter(figures.crossedAt(), time))
                .toArray();
        return String.format(Locale.ROOT, "%22saction on %d sessions, ms after the limit: ", "", sessions)
                + String.format(
                        Locale.ROOT,
                        "sampled %s, accepted %s, started %s, decided %s, signals recorded %s to %s, finished %s",
                        parts);
    }

    private static String millisAfter(Instant crossedAt, @Nullable Instant time) {
        return time == null
                ? "-"
                : Long.toString(Duration.between(crossedAt, time).toMillis());
    }
}
