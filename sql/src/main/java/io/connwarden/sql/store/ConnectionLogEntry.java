package io.connwarden.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code connection_logs}.
 *
 * @param terminatedCount sessions known to have been ended; null where none were to be
 * @param details JSON
 * @param eventId id of the health event recorded or at the bottom of it
 * @param actor who asked, or {@code automatic}
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
