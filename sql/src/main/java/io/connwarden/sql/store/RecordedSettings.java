package io.connwarden.sql.store;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings of each target as an actuator last started with them. Thread-safe. */
public final class RecordedSettings {
    private final JdbcClient jdbc;

    public RecordedSettings(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * Records the settings of a target. If they differ from the recorded ones, the log gets an entry
     * CONFIGURATION_CHANGED with each change. The first settings of a target are no change.
     *
     * @param settings a JSON object with texts, by key
     * @return the number of entries written, 0 or 1
     */
    public int record(String target, String settings) {
        return StoreStatement.RECORD_SETTINGS
                .on(jdbc)
                .param("target", target)
                .param("settings", settings)
                .update();
    }
}
