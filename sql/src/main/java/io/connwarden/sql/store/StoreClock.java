package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The clock of the log store, with microseconds. Cooldowns, budgets and the age of a health event at the decision are
 * measured by this clock alone, so that the clocks of the processes do not matter. Thread-safe.
 */
public final class StoreClock {
    private final JdbcClient jdbc;

    public StoreClock(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** Returns the current time. Within a transaction, later calls return later times. */
    public Instant now() {
        return StoreStatement.CURRENT_TIME
                .on(jdbc)
                .query((row, number) -> Timestamps.readRequired(row, "now"))
                .single();
    }
}
