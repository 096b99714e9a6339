package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code connection_logs}: one row per sample, action, alert and reason for no action. */
public final class ConnectionLog {
    private final JdbcClient jdbc;

    public ConnectionLog(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * A row of {@code connection_logs}.
     *
     * @param terminatedCount number of sessions observed to end after the signal; null for a row without an action
     * @param details JSON
     */
    public record ConnectionLogEntry(
            String eventType,
            String target,
            Instant createdAt,
            LoggedCounts counts,
            @Nullable Integer terminatedCount,
            String details,
            EntryOrigin origin) {}

    /**
     * The origin of a row of {@code connection_logs}.
     *
     * @param eventId id of the health event that the row records or that caused the action; null without one
     * @param commandId id of the command; null without one
     * @param actor {@code requestedBy} of the command, or {@code monitor}, {@code automatic} or {@code alerting};
     *     null if the message of the command was not read
     */
    public record EntryOrigin(
            @Nullable String eventId,
            @Nullable String commandId,
            @Nullable String actor) {}

    /**
     * The counts of a row of {@code connection_logs}; null if the target was not sampled.
     *
     * @param utilization client backends / max_connections, in percent
     */
    public record LoggedCounts(
            @Nullable Integer connections,
            @Nullable Integer active,
            @Nullable Integer idle,
            @Nullable Integer zombies,
            @Nullable Double utilization) {
        public static final LoggedCounts NONE = new LoggedCounts(null, null, null, null, null);
    }

    /** Inserts a row. */
    public void write(ConnectionLogEntry entry) {
        StoreStatement.WRITE_LOG_ENTRY
                .on(jdbc)
                .param("eventType", entry.eventType())
                .param("connections", entry.counts().connections())
                .param("active", entry.counts().active())
                .param("idle", entry.counts().idle())
                .param("zombies", entry.counts().zombies())
                .param("terminated", entry.terminatedCount())
                .param("details", entry.details())
                .param("createdAt", Timestamps.toParameter(entry.createdAt()))
                .param("target", entry.target())
                .param("eventId", entry.origin().eventId())
                .param("commandId", entry.origin().commandId())
                .param("actor", entry.origin().actor())
                .param("utilization", entry.counts().utilization())
                .update();
    }

    /** Inserts health events as MONITOR_CHECK. A health event that is already stored is skipped. */
    public void writeHealthEvents(List<ConnectionLogEntry> entries) {
        StoreStatement.WRITE_HEALTH_EVENTS
                .on(jdbc)
                .param("target", ArrayParameter.of("text", entries, ConnectionLogEntry::target))
                .param(
                        "eventId",
                        ArrayParameter.of(
                                "text", entries, entry -> entry.origin().eventId()))
                .param("createdAt", ArrayParameter.of("text", entries, ConnectionLogEntry::createdAt))
                .param(
                        "connections",
                        ArrayParameter.of(
                                "int4", entries, entry -> entry.counts().connections()))
                .param(
                        "active",
                        ArrayParameter.of(
                                "int4", entries, entry -> entry.counts().active()))
                .param(
                        "idle",
                        ArrayParameter.of(
                                "int4", entries, entry -> entry.counts().idle()))
                .param(
                        "zombies",
                        ArrayParameter.of(
                                "int4", entries, entry -> entry.counts().zombies()))
                .param(
                        "utilization",
                        ArrayParameter.of(
                                "float8", entries, entry -> entry.counts().utilization()))
                .param("details", ArrayParameter.of("text", entries, ConnectionLogEntry::details))
                .update();
    }

    /**
     * Inserts the reason for no action, unless the last such row of the target has the same rule and is newer than
     * {@code repeatAfter}. A lasting reason is thus logged periodically and not for every health event.
     */
    public void writeNoAction(ConnectionLogEntry entry, String rule, Instant repeatAfter) {
        StoreStatement.WRITE_NO_ACTION
                .on(jdbc)
                .param("details", entry.details())
                .param("createdAt", Timestamps.toParameter(entry.createdAt()))
                .param("target", entry.target())
                .param("eventId", entry.origin().eventId())
                .param("commandId", entry.origin().commandId())
                .param("actor", entry.origin().actor())
                .param("rule", rule)
                .param("repeatAfter", Timestamps.toParameter(repeatAfter))
                .update();
    }
}
