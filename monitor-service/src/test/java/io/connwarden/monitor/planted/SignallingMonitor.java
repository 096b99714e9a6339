package io.connwarden.monitor.planted;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;
import java.util.List;

/** A planted violation: a monitor with the means to terminate sessions. */
public final class SignallingMonitor {
    private final SignalSender sender;

    public SignallingMonitor(SignalSender sender) {
        this.sender = sender;
    }

    List<SignalAnswer> end(SessionId session) {
        return sender.signal(SignalKind.TERMINATE, List.of(new ExpectedSession(session, null, null)), null);
    }
}
