package io.connwarden.monitor.planted;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;

/** A planted violation: a monitor with the means to terminate sessions. */
public final class SignallingMonitor {
    private final SignalSender sender;

    public SignallingMonitor(SignalSender sender) {
        this.sender = sender;
    }

    SignalAnswer end(SessionId session) {
        return sender.signal(SignalKind.TERMINATE, session, null, null, null);
    }
}
