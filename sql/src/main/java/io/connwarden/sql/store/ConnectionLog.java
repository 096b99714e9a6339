package io.connwarden.sql.store;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** {@code connection_logs}: one readable row per thing seen, done or left undone. */
public final class ConnectionLog {
    private final NamedParameterJdbcTemplate jdbc;

    public ConnectionLog(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    public void write(ConnectionLogEntry entry) {
        new StoreCall(jdbc, StoreStatement.WRITE_LOG_ENTRY)
                .with("eventType", entry.eventType())
                .with("connections", entry.counts().connections())
                .with("active", entry.counts().active())
                .with("idle", entry.counts().idle())
                .with("zombies", entry.counts().zombies())
                .with("terminated", entry.terminatedCount())
                .with("details", entry.details())
                .with("createdAt", entry.createdAt())
                .with("target", entry.target())
                .with("eventId", entry.eventId())
                .with("commandId", entry.commandId())
                .with("actor", entry.actor())
                .with("utilization", entry.counts().utilization())
                .update();
    }

    /** Writes many health events at once, as MONITOR_CHECK; those already there stay as they are. */
    public void writeChecks(List<ConnectionLogEntry> checks) {
        new StoreCall(jdbc, StoreStatement.WRITE_CHECKS)
                .withColumn("target", "text", checks, ConnectionLogEntry::target)
                .withColumn("eventId", "text", checks, ConnectionLogEntry::eventId)
                .withColumn("createdAt", "text", checks, ConnectionLogEntry::createdAt)
                .withColumn(
                        "connections", "int4", checks, entry -> entry.counts().connections())
                .withColumn("active", "int4", checks, entry -> entry.counts().active())
                .withColumn("idle", "int4", checks, entry -> entry.counts().idle())
                .withColumn("zombies", "int4", checks, entry -> entry.counts().zombies())
                .withColumn(
                        "utilization", "float8", checks, entry -> entry.counts().utilization())
                .withColumn("details", "text", checks, ConnectionLogEntry::details)
                .update();
    }

    /**
     * Writes why nothing was done, unless the target's latest such row gives the same rule and is younger than the
     * moment given: a reason that stays is written now and then, not every second.
     */
    public void writeNoAction(ConnectionLogEntry entry, String rule, Instant repeatAfter) {
        new StoreCall(jdbc, StoreStatement.WRITE_NO_ACTION)
                .with("details", entry.details())
                .with("createdAt", entry.createdAt())
                .with("target", entry.target())
                .with("eventId", entry.eventId())
                .with("commandId", entry.commandId())
                .with("actor", entry.actor())
                .with("rule", rule)
                .with("repeatAfter", repeatAfter)
                .update();
    }
}
