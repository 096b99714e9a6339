package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes {@code connection_logs}: one row per sample, action, alert and reason for no action. */
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
     * @param eventId id of the health event that the row records or that caused the action
     * @param actor {@code requestedBy} of the command, or {@code automatic}
     */
    public record ConnectionLogEntry(
            String eventType,
            String target,
            Instant createdAt,
            LoggedCounts counts,
            @Nullable Integer terminatedCount,
            String details,
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
                .param("eventId", entry.eventId())
                .param("commandId", entry.commandId())
                .param("actor", entry.actor())
                .param("utilization", entry.counts().utilization())
                .update();
    }

    /** Inserts health events as MONITOR_CHECK. A health event that is already stored is skipped. */
    public void writeChecks(List<ConnectionLogEntry> checks) {
        StoreStatement.WRITE_CHECKS
                .on(jdbc)
                .param("target", ArrayParameter.of("text", checks, ConnectionLogEntry::target))
                .param("eventId", ArrayParameter.of("text", checks, ConnectionLogEntry::eventId))
                .param("createdAt", ArrayParameter.of("text", checks, ConnectionLogEntry::createdAt))
                .param(
                        "connections",
                        ArrayParameter.of(
                                "int4", checks, entry -> entry.counts().connections()))
                .param(
                        "active",
                        ArrayParameter.of(
                                "int4", checks, entry -> entry.counts().active()))
                .param(
                        "idle",
                        ArrayParameter.of(
                                "int4", checks, entry -> entry.counts().idle()))
                .param(
                        "zombies",
                        ArrayParameter.of(
                                "int4", checks, entry -> entry.counts().zombies()))
                .param(
                        "utilization",
                        ArrayParameter.of(
                                "float8", checks, entry -> entry.counts().utilization()))
                .param("details", ArrayParameter.of("text", checks, ConnectionLogEntry::details))
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
                .param("eventId", entry.eventId())
                .param("commandId", entry.commandId())
                .param("actor", entry.actor())
                .param("rule", rule)
                .param("repeatAfter", Timestamps.toParameter(repeatAfter))
                .update();
    }
}
