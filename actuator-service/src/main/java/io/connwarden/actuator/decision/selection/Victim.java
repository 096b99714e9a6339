package io.connwarden.actuator.decision.selection;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import java.util.Objects;

/**
 * A session that was chosen.
 *
 * @param session has an identity, always
 * @param stateMustMatch whether the signalling statement must also find the session's state and state change as they are
 *     here. False only where a command named a session to end, whatever it is doing
 * @param reason one sentence with figures
 */
public record Victim(Session session, SignalKind signal, boolean stateMustMatch, String reason) {
    public Victim {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(reason, "reason");
        if (session.backendStart() == null) {
            throw new IllegalArgumentException("Session " + session.pid() + " has no identity and cannot be chosen");
        }
    }

    public SessionId id() {
        return session.id().orElseThrow();
    }
}
