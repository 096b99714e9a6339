package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The measurements of the relief of actions: the sessions of each application one minute and five minutes after the
 * decision, by the clock of the log store. Thread-safe.
 */
public final class ReliefMeasurements {
    /** The time from the decision to the first measurement. */
    public static final Duration FIRST = Duration.ofMinutes(1);
    /** The time from the decision to the second measurement. */
    public static final Duration SECOND = Duration.ofMinutes(5);
    /** The time from the decision after which no measurement is made. */
    public static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    public ReliefMeasurements(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** Returns the time of the next measurement on a target, which may be in the past, or empty if none is due. */
    public Optional<Instant> nextAt(String target, Instant now) {
        return on(StoreStatement.NEXT_RELIEF_MEASUREMENT, target, now)
                .query((row, number) -> Optional.ofNullable(Timestamps.read(row, "due_at")))
                .single();
    }

    /**
     * Records and logs the measurements that are due.
     *
     * @param sessions the number of sessions of each application in a sample
     * @return number of actions of which a measurement was recorded
     */
    public int record(String target, Map<String, Integer> sessions, Instant now) {
        List<Map.Entry<String, Integer>> counts = List.copyOf(sessions.entrySet());
        return on(StoreStatement.MEASURE_RELIEF, target, now)
                .param("application", ArrayParameter.of("text", counts, Map.Entry::getKey))
                .param("sessions", ArrayParameter.of("int4", counts, Map.Entry::getValue))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    private JdbcClient.StatementSpec on(StoreStatement statement, String target, Instant now) {
        return statement
                .on(jdbc)
                .param("target", target)
                .param("now", Timestamps.toParameter(now))
                .param("firstSeconds", Seconds.of(FIRST))
                .param("secondSeconds", Seconds.of(SECOND))
                .param("maxAgeSeconds", Seconds.of(MAX_AGE));
    }
}
