package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The check of the sessions of one statement, before the statement is sent. */
interface ChunkCheck {
    /**
     * Returns the reasons why sessions may not be signalled. A reason against all sessions of a list is final.
     *
     * @throws LeaseLostException if another process took over the command
     * @throws io.connwarden.sql.target.TargetException if a new sample fails
     */
    Map<SessionId, SignalRefusal> refusalsOf(Collection<SessionId> sessions);

    /**
     * Returns the time of the target's clock after which the signals that were just checked must not be sent. The
     * process can be stopped, and the statement can wait on the network, after the check.
     */
    Instant signalUntil();

    /**
     * Requires a new sample before the next statement, because the target did not answer or the signals were late.
     */
    void requireNewSample();
}
