package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of pending and firing alerts. Reading and writing must share one transaction that holds the
 * {@link TargetLock}.
 */
public final class AlertStates {
    private final JdbcClient jdbc;

    public AlertStates(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * The state of one alert of one target.
     *
     * @param firingCount consecutive evaluations with the condition met, while pending
     * @param clearCount consecutive evaluations with the condition not met, while firing
     * @param firingSince null while pending
     */
    public record AlertStateRow(
            String target,
            String name,
            int firingCount,
            int clearCount,
            @Nullable Instant firingSince,
            Instant lastFiringAt,
            Instant lastEvaluatedAt) {}

    /** Returns the alert states of a target. */
    public List<AlertStateRow> statesOf(String target) {
        return StoreStatement.ALERT_STATES
                .on(jdbc)
                .param("target", target)
                .query((row, number) -> alertState(target, row))
                .list();
    }

    /** Inserts or updates the state of an alert. */
    public void upsert(AlertStateRow state) {
        StoreStatement.UPSERT_ALERT_STATE
                .on(jdbc)
                .param("target", state.target())
                .param("name", state.name())
                .param("firingCount", state.firingCount())
                .param("clearCount", state.clearCount())
                .param("firingSince", Timestamps.toParameter(state.firingSince()))
                .param("lastFiringAt", Timestamps.toParameter(state.lastFiringAt()))
                .param("lastEvaluatedAt", Timestamps.toParameter(state.lastEvaluatedAt()))
                .update();
    }

    /** Deletes the state of an alert, which then is inactive. */
    public void delete(String target, String name) {
        StoreStatement.DELETE_ALERT_STATE
                .on(jdbc)
                .param("target", target)
                .param("name", name)
                .update();
    }

    private static AlertStateRow alertState(String target, ResultSet row) throws SQLException {
        return new AlertStateRow(
                target,
                row.getString("name"),
                row.getInt("firing_count"),
                row.getInt("clear_count"),
                Timestamps.read(row, "firing_since"),
                Timestamps.readRequired(row, "last_firing_at"),
                Timestamps.readRequired(row, "last_evaluated_at"));
    }
}
