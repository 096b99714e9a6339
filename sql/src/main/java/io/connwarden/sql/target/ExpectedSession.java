package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session to signal, as it was at the decision.
 *
 * @param state the state in which the session is signalled; null for any state
 * @param stateChange the {@code state_change} at which the session is signalled; null for any
 */
public record ExpectedSession(
        SessionId id, @Nullable String state, @Nullable Instant stateChange) {}
