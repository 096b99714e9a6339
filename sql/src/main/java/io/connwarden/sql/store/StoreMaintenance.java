package io.connwarden.sql.store;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What keeps the store small and in order. Each method may run at any time, in several processes at once. */
public final class StoreMaintenance {
    private final NamedParameterJdbcTemplate jdbc;

    public StoreMaintenance(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /**
     * Makes the partitions of today and the days ahead, and drops the days that are older than {@code keep}.
     *
     * @return how many were made and dropped
     */
    public int rollPartitions(int daysAhead, Duration retention) {
        return new StoreCall(jdbc, StoreStatement.ROLL_PARTITIONS)
                .with("daysAhead", daysAhead)
                .withSeconds("retentionSeconds", retention)
                .rows((row, number) -> row.getInt(1))
                .get(0);
    }

    /** Forgets commands answered before the moment, with all that belongs to them; answers how many. */
    public int deleteCommandsBefore(Instant cutoff) {
        return new StoreCall(jdbc, StoreStatement.DELETE_COMMANDS)
                .with("cutoff", cutoff)
                .update();
    }

    /** Forgets outbox records sent before the moment; answers how many. */
    public int deleteSentBefore(Instant cutoff) {
        return new StoreCall(jdbc, StoreStatement.DELETE_SENT_RECORDS)
                .with("cutoff", cutoff)
                .update();
    }

    /**
     * Writes the report of each full hour of the last day that has checks and none yet. Needs a transaction, so that
     * two processes do not both write it.
     *
     * @return how many reports it wrote
     */
    public int writeHourlyReports(Instant now) {
        new StoreCall(jdbc, StoreStatement.LOCK_MAINTENANCE).rows((row, number) -> true);
        return new StoreCall(jdbc, StoreStatement.WRITE_HOURLY_REPORTS)
                .with("now", now)
                .update();
    }

    /** Returns when the store answers. */
    public void ping() {
        new StoreCall(jdbc, StoreStatement.PING).rows((row, number) -> true);
    }
}
