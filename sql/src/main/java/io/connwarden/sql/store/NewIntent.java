package io.connwarden.sql.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be done, as it is to be written before the first signal.
 *
 * @param step 1 for the first or only step
 * @param sessionsAtStart sessions of the target when the first rung was decided
 * @param terminatedBefore terminations of the hour before the first rung
 * @param spared the sessions left alone, as JSON
 * @param sessions the frozen list, in the order of signalling
 */
public record NewIntent(
        long commandSeq,
        int step,
        String target,
        String rule,
        String reason,
        boolean dryRun,
        @Nullable String beforeStatus,
        @Nullable Double beforeSlotUtilization,
        int sessionsAtStart,
        int terminatedBefore,
        String spared,
        List<IntentSession> sessions,
        Instant now) {
    public NewIntent {
        sessions = List.copyOf(sessions);
    }
}
