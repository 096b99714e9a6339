package io.connwarden.sql.store;

import org.jspecify.annotations.Nullable;

/**
 * How far an intent has come with one session.
 *
 * @param signalAnswer what the target answered to the signal; null when none was noted, which after a crash does not prove
 *     that none was sent
 * @param signalDetail the target's words with the answer
 * @param outcome null until it is recorded
 * @param outcomeReason null until it is recorded
 */
public record IntentSessionState(
        IntentSession session,
        @Nullable String signalAnswer,
        @Nullable String signalDetail,
        @Nullable String outcome,
        @Nullable String outcomeReason) {}
