package io.connwarden.sql.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a command's row shall say once it is done.
 *
 * @param result the result message as JSON; null for an automatic action that did nothing
 * @param resultEventId null when there is no result
 */
public record CommandCompletion(
        String outcome,
        String rule,
        String decision,
        int terminatedCount,
        int cancelledCount,
        @Nullable String result,
        @Nullable String resultEventId,
        Instant finishedAt) {}
