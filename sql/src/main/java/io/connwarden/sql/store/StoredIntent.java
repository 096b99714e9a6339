package io.connwarden.sql.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent as the store has it.
 *
 * @param sessionsAtStart sessions of the target when the first rung was decided
 * @param terminatedBefore terminations of the hour before the first rung
 * @param spared the sessions left alone, as JSON
 * @param finishedAt null when not every session has its outcome yet
 */
public record StoredIntent(
        long id,
        int step,
        String rule,
        String reason,
        boolean dryRun,
        @Nullable String beforeStatus,
        @Nullable Double beforeSlotUtilization,
        int sessionsAtStart,
        int terminatedBefore,
        String spared,
        Instant createdAt,
        @Nullable Instant finishedAt,
        List<IntentSessionState> sessions) {
    public StoredIntent {
        sessions = List.copyOf(sessions);
    }
}
