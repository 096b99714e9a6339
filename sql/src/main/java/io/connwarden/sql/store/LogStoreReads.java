package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reads of the log store that a page shows: samples, entries of the log, and what happened. Thread-safe. */
public final class LogStoreReads {
    private final JdbcClient jdbc;

    /** @param timeout the maximum time of a statement, whole seconds */
    public LogStoreReads(DataSource store, Duration timeout) {
        JdbcTemplate template = new JdbcTemplate(store);
        template.setQueryTimeout((int) timeout.toSeconds());
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * The samples of a part of a period: the maximum of each count and the worst status. A count is null if no sample
     * has it.
     *
     * @param time start of the part
     * @param utilizationPercentage client backends / max_connections, in percent
     * @param slotUtilizationPercentage client backends / usable slots, in percent
     */
    public record HistoryPoint(
            Instant time,
            int samples,
            @Nullable Integer connections,
            @Nullable Integer active,
            @Nullable Integer idle,
            @Nullable Integer idleInTransaction,
            @Nullable Integer zombie,
            @Nullable Integer stuck,
            @Nullable Integer usable,
            @Nullable Double utilizationPercentage,
            @Nullable Double slotUtilizationPercentage,
            @Nullable String status) {}

    /**
     * The selected part of the log.
     *
     * @param target null for all targets
     * @param permitted the targets that may be read; null for all
     */
    public record Selection(
            Instant from, @Nullable String target, @Nullable Set<String> permitted) {}

    /**
     * An entry of the log.
     *
     * @param details the complete message, as JSON
     */
    public record LogEntry(
            long id,
            Instant time,
            String eventType,
            @Nullable String target,
            @Nullable Integer connections,
            @Nullable Integer active,
            @Nullable Integer idle,
            @Nullable Integer zombie,
            @Nullable Integer terminated,
            @Nullable Double utilizationPercentage,
            @Nullable String eventId,
            @Nullable String commandId,
            @Nullable String actor,
            String details) {}

    /**
     * A part of the timeline.
     *
     * @param key distinguishes entries of the same time
     * @param kind action, alert, pause, configuration, restart, role or maxConnections
     * @param referenceKind the kind of the message that the entry is about; null without one
     */
    public record TimelineEntry(
            Instant time,
            String key,
            String kind,
            @Nullable String target,
            String title,
            @Nullable String severity,
            @Nullable String referenceKind,
            @Nullable String referenceId) {}

    /**
     * Reads the samples of a target in parts of equal length.
     *
     * @param from start of the period, included
     * @param to end of the period, excluded
     * @param length of a part, above 0
     */
    public List<HistoryPoint> history(String target, Instant from, Instant to, Duration length) {
        return StoreStatement.LOG_HISTORY
                .on(jdbc)
                .param("target", target)
                .param("from", Timestamps.toParameter(from))
                .param("to", Timestamps.toParameter(to))
                .param("seconds", length.toMillis() / 1000.0)
                .query((row, number) -> point(row))
                .list();
    }

    /**
     * Reads entries of the log, the latest first.
     *
     * @param eventType null for all types
     * @param beforeTime the time of the entry before the first one
     * @param beforeId the id of the entry before the first one; 0 for all entries before the time
     */
    public List<LogEntry> entries(
            Selection selection, @Nullable String eventType, Instant beforeTime, long beforeId, int limit) {
        return on(StoreStatement.LOG_ENTRIES, selection, beforeTime, limit)
                .param("beforeId", beforeId)
                .param("eventType", eventType)
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * Reads the timeline, the latest entry first.
     *
     * @param beforeTime the time of the entry before the first one
     * @param beforeKey the key of the entry before the first one; empty for all entries before the time
     */
    public List<TimelineEntry> timeline(Selection selection, Instant beforeTime, String beforeKey, int limit) {
        return on(StoreStatement.LOG_TIMELINE, selection, beforeTime, limit)
                .param("beforeKey", beforeKey)
                .query((row, number) -> timelineEntry(row))
                .list();
    }

    /**
     * A result in the log store.
     *
     * @param id the id of its event
     * @param result the message, as JSON
     */
    public record StoredResult(String id, String result) {}

    /**
     * Finds results by the id of a result or of a command: that of the result first, then that of the preferred source.
     *
     * @param preferredSource the CloudEvents source of the commands to prefer, if several sources used the id
     */
    public List<StoredResult> results(String id, String preferredSource) {
        return StoreStatement.STORED_RESULTS
                .on(jdbc)
                .param("id", id)
                .param("source", preferredSource)
                .query((row, number) -> new StoredResult(row.getString("result_event_id"), row.getString("result")))
                .list();
    }

    private JdbcClient.StatementSpec on(StoreStatement statement, Selection selection, Instant beforeTime, int limit) {
        Set<String> permitted = selection.permitted();
        return statement
                .on(jdbc)
                .param("from", Timestamps.toParameter(selection.from()))
                .param("target", selection.target())
                .param("permitted", permitted == null ? null : ArrayParameter.of("text", permitted, target -> target))
                .param("beforeTime", Timestamps.toParameter(beforeTime))
                .param("limit", limit);
    }

    private static HistoryPoint point(ResultSet row) throws SQLException {
        return new HistoryPoint(
                Timestamps.readRequired(row, "time"),
                row.getInt("samples"),
                integer(row, "connections"),
                integer(row, "active"),
                integer(row, "idle"),
                integer(row, "idle_in_transaction"),
                integer(row, "zombie"),
                integer(row, "stuck"),
                integer(row, "usable"),
                number(row, "utilization"),
                number(row, "slot_utilization"),
                row.getString("status"));
    }

    private static LogEntry entry(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getLong("id"),
                Timestamps.readRequired(row, "created_at"),
                row.getString("event_type"),
                row.getString("target"),
                integer(row, "connection_count"),
                integer(row, "active_count"),
                integer(row, "idle_count"),
                integer(row, "zombie_count"),
                integer(row, "terminated_count"),
                number(row, "utilization"),
                row.getString("event_id"),
                row.getString("command_id"),
                row.getString("actor"),
                row.getString("details"));
    }

    private static TimelineEntry timelineEntry(ResultSet row) throws SQLException {
        return new TimelineEntry(
                Timestamps.readRequired(row, "time"),
                row.getString("key"),
                row.getString("kind"),
                row.getString("target"),
                row.getString("title"),
                row.getString("severity"),
                row.getString("reference_kind"),
                row.getString("reference_id"));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
