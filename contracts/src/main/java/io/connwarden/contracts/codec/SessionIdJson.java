package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionId;

/** The JSON form of {@link SessionId}. The digits of the start time state its precision. */
record SessionIdJson(int pid, SessionStart backendStart) {

    static SessionIdJson of(SessionId id) {
        return new SessionIdJson(id.pid(), SessionStart.of(id));
    }

    SessionId toSessionId() {
        return new SessionId(pid, backendStart.time(), backendStart.precision());
    }
}
