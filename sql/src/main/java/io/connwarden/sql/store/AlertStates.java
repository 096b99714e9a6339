package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of pending and firing alerts. Reading and writing must share one transaction that holds the
 * {@link TargetLock}. Thread-safe.
 */
public final class AlertStates {
    private final JdbcClient jdbc;

    public AlertStates(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** The identity of an alert. */
    public record AlertKey(String target, String name) {}

    /**
     * The state of one alert of one target.
     *
     * @param firingCount consecutive evaluations with the condition met, while pending
     * @param clearCount consecutive evaluations with the condition not met, while firing
     * @param firingSince null while pending
     * @param publishedAt time of the last publication; null for an alert that does not renew its text
     * @param publishedText the published text; null for an alert that does not renew its text
     */
    public record AlertStateRow(
            String target,
            String name,
            int firingCount,
            int clearCount,
            @Nullable Instant firingSince,
            Instant lastFiringAt,
            Instant lastEvaluatedAt,
            @Nullable Instant publishedAt,
            @Nullable String publishedText) {}

    /** The presence of a target in the configuration of the actuators. */
    public enum TargetPresence {
        CONFIGURED,
        REMOVED
    }

    /** A target with a pending or firing alert. */
    public record AlertedTarget(String target, TargetPresence presence) {}

    /** Returns the alert states of the given targets. */
    public List<AlertStateRow> statesOf(Collection<String> targets) {
        return StoreStatement.ALERT_STATES
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .query((row, number) -> alertState(row))
                .list();
    }

    /** Returns the targets with an alert state. A target that was not checked within the given time is removed. */
    public List<AlertedTarget> targetsWithAlerts(Duration checkedWithin) {
        return StoreStatement.TARGETS_WITH_ALERTS
                .on(jdbc)
                .param("gapSeconds", Seconds.of(checkedWithin))
                .query((row, number) -> new AlertedTarget(
                        row.getString("target"),
                        row.getBoolean("watched") ? TargetPresence.CONFIGURED : TargetPresence.REMOVED))
                .list();
    }

    /** Inserts or updates the states of different alerts. */
    public void upsertAll(Collection<AlertStateRow> states) {
        if (states.isEmpty()) {
            return;
        }
        StoreStatement.UPSERT_ALERT_STATES
                .on(jdbc)
                .param("target", ArrayParameter.of("text", states, AlertStateRow::target))
                .param("name", ArrayParameter.of("text", states, AlertStateRow::name))
                .param("firingCount", ArrayParameter.of("int4", states, AlertStateRow::firingCount))
                .param("clearCount", ArrayParameter.of("int4", states, AlertStateRow::clearCount))
                .param("firingSince", ArrayParameter.of("text", states, AlertStateRow::firingSince))
                .param("lastFiringAt", ArrayParameter.of("text", states, AlertStateRow::lastFiringAt))
                .param("lastEvaluatedAt", ArrayParameter.of("text", states, AlertStateRow::lastEvaluatedAt))
                .param("publishedAt", ArrayParameter.of("text", states, AlertStateRow::publishedAt))
                .param("publishedText", ArrayParameter.of("text", states, AlertStateRow::publishedText))
                .update();
    }

    /** Deletes the states of alerts, which then are inactive. */
    public void deleteAll(Collection<AlertKey> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        StoreStatement.DELETE_ALERT_STATES
                .on(jdbc)
                .param("target", ArrayParameter.of("text", alerts, AlertKey::target))
                .param("name", ArrayParameter.of("text", alerts, AlertKey::name))
                .update();
    }

    private static AlertStateRow alertState(ResultSet row) throws SQLException {
        return new AlertStateRow(
                row.getString("target"),
                row.getString("name"),
                row.getInt("firing_count"),
                row.getInt("clear_count"),
                Timestamps.read(row, "firing_since"),
                Timestamps.readRequired(row, "last_firing_at"),
                Timestamps.readRequired(row, "last_evaluated_at"),
                Timestamps.read(row, "published_at"),
                row.getString("published_text"));
    }
}
