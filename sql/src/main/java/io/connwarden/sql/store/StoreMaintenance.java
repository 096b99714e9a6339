package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The maintenance of the partitions, the retention and the hourly reports of the store. Several processes may run it at
 * once.
 */
public final class StoreMaintenance {
    private final JdbcClient jdbc;

    public StoreMaintenance(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * Creates the partitions of today and of the days ahead, and drops partitions past the retention.
     *
     * @return the number of partitions created and dropped
     */
    public int rollPartitions(int daysAhead, Duration retention) {
        return StoreStatement.ROLL_PARTITIONS
                .on(jdbc)
                .param("daysAhead", daysAhead)
                .param("retentionSeconds", Seconds.of(retention))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * Deletes up to {@code maxRows} commands finished before {@code cutoff} with their intents, and returns their
     * number.
     */
    public int deleteCommandsBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_COMMANDS
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /**
     * Deletes up to {@code maxRows} outbox records that were sent before {@code cutoff}, or rejected and created before
     * it, and returns their number.
     */
    public int deleteSentBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_SENT_RECORDS
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /**
     * Deletes up to {@code maxRows} sessions of dry runs that were last selected before {@code cutoff}, and returns
     * their number.
     */
    public int deleteDryRunSessionsBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_DRY_RUN_SESSIONS
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /**
     * Deletes up to {@code maxRows} samples around actions that were taken before {@code cutoff}, and returns their
     * number.
     */
    public int deleteSavedSamplesBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_SAVED_SAMPLES
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /** Deletes up to {@code maxRows} pauses with a restriction that ended before {@code cutoff}. */
    public int deleteEndedPausesBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_ENDED_PAUSES
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /** Deletes up to {@code maxRows} actions with samples before {@code cutoff}, and returns their number. */
    public int deleteSavedActionsBefore(Instant cutoff, int maxRows) {
        return StoreStatement.DELETE_SAVED_ACTIONS
                .on(jdbc)
                .param("cutoff", Timestamps.toParameter(cutoff))
                .param("maxRows", maxRows)
                .update();
    }

    /**
     * Writes the missing report of each full hour of the last day that has checks. It requires a transaction: one
     * process per hour writes the reports. A second call in the same hour writes none.
     *
     * @return the number of reports written
     */
    public int writeHourlyReports(Instant now) {
        boolean isNewHour = StoreStatement.BEGIN_HOURLY_REPORTS
                .on(jdbc)
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> true)
                .optional()
                .isPresent();
        if (!isNewHour) {
            return 0;
        }
        return StoreStatement.WRITE_HOURLY_REPORTS
                .on(jdbc)
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Queries the store, and throws if it does not respond. */
    public void ping() {
        StoreStatement.PING.on(jdbc).query((row, number) -> row.getInt(1)).single();
    }
}
