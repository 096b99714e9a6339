package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session of an intent's frozen list.
 *
 * @param ordinal its place in the order of signalling, from 1
 * @param kind the signal to send
 * @param expectedState signalled only if still in this state; null: by identity alone
 * @param expectedStateChange and still since this moment; null: by identity alone
 * @param reason why this session
 */
public record IntentSession(
        int ordinal,
        SessionId id,
        SignalKind kind,
        @Nullable String expectedState,
        @Nullable Instant expectedStateChange,
        @Nullable String user,
        @Nullable String application,
        @Nullable String database,
        @Nullable String clientAddress,
        @Nullable String state,
        @Nullable Double stateAgeSeconds,
        @Nullable Long queryId,
        String reason) {}
