package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
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
    private final JdbcClient jdbc;

    public ReliefMeasurements(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** Returns the time of the next measurement on a target, which may be in the past, or empty if none is due. */
    public Optional<Instant> nextAt(String target, Instant now) {
        return StoreStatement.NEXT_RELIEF_MEASUREMENT
                .on(jdbc)
                .param("target", target)
                .param("now", Timestamps.toParameter(now))
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
        return StoreStatement.MEASURE_RELIEF
                .on(jdbc)
                .param("target", target)
                .param("now", Timestamps.toParameter(now))
                .param("application", ArrayParameter.of("text", counts, Map.Entry::getKey))
                .param("sessions", ArrayParameter.of("int4", counts, Map.Entry::getValue))
                .query((row, number) -> row.getInt(1))
                .single();
    }
}
