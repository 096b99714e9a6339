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

    public void write(LogLine line) {
        new StoreCall(jdbc, StoreStatement.WRITE_LOG)
                .with("eventType", line.eventType())
                .with("connections", line.counts().connections())
                .with("active", line.counts().active())
                .with("idle", line.counts().idle())
                .with("zombies", line.counts().zombies())
                .with("terminated", line.terminated())
                .with("details", line.details())
                .with("createdAt", line.at())
                .with("target", line.target())
                .with("eventId", line.eventId())
                .with("commandId", line.commandId())
                .with("actor", line.actor())
                .with("utilization", line.counts().utilization())
                .update();
    }

    /** Writes many health events at once, as MONITOR_CHECK; those already there stay as they are. */
    public void writeChecks(List<LogLine> checks) {
        new StoreCall(jdbc, StoreStatement.WRITE_CHECKS)
                .withColumn("target", "text", checks, LogLine::target)
                .withColumn("eventId", "text", checks, LogLine::eventId)
                .withColumn("createdAt", "text", checks, LogLine::at)
                .withColumn("connections", "int4", checks, line -> line.counts().connections())
                .withColumn("active", "int4", checks, line -> line.counts().active())
                .withColumn("idle", "int4", checks, line -> line.counts().idle())
                .withColumn("zombies", "int4", checks, line -> line.counts().zombies())
                .withColumn(
                        "utilization", "float8", checks, line -> line.counts().utilization())
                .withColumn("details", "text", checks, LogLine::details)
                .update();
    }

    /**
     * Writes why nothing was done, unless the target's latest such row gives the same rule and is younger than the
     * moment given: a reason that stays is written now and then, not every second.
     */
    public void writeNoAction(LogLine line, String rule, Instant quietSince) {
        new StoreCall(jdbc, StoreStatement.WRITE_NO_ACTION)
                .with("details", line.details())
                .with("createdAt", line.at())
                .with("target", line.target())
                .with("eventId", line.eventId())
                .with("commandId", line.commandId())
                .with("actor", line.actor())
                .with("rule", rule)
                .with("quietSince", quietSince)
                .update();
    }
}
