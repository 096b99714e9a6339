package io.connwarden.actuator.decision.selection;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import java.util.Objects;

/**
 * A selected session.
 *
 * @param session the session, always with an identity
 * @param stateMustMatch true if the signalling statement also compares the state and the state change. False only for a
 *     session named by TERMINATE
 * @param reason one sentence with counts
 */
public record Victim(Session session, SignalKind signal, boolean stateMustMatch, String reason) {
    public Victim {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(reason, "reason");
        if (session.backendStart() == null) {
            throw new IllegalArgumentException(
                    "Session with pid " + session.pid() + " must have a visible backend start to be selected");
        }
    }

    public SessionId id() {
        return session.id().orElseThrow();
    }
}
