package io.connwarden.console.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as the API shows it.
 *
 * @param action the type of the entry, such as {@code CLEANUP_EXECUTED}
 * @param actor the requester of the command, or monitor, automatic or alerting
 * @param details the complete message
 */
record LogItem(
        String id,
        Instant time,
        String action,
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
        @JsonRawValue String details) {

    static LogItem of(LogEntry entry) {
        return new LogItem(
                String.valueOf(entry.id()),
                entry.time(),
                entry.eventType(),
                entry.target(),
                entry.connections(),
                entry.active(),
                entry.idle(),
                entry.zombie(),
                entry.terminated(),
                entry.utilizationPercentage(),
                entry.eventId(),
                entry.commandId(),
                entry.actor(),
                entry.details());
    }
}
