package io.connwarden.actuator.connection;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to one target. Safe for use by several threads, one of which waits for the other: there is one session behind
 * it. Every method that asks the target may throw {@link io.connwarden.sql.target.TargetException}.
 */
public interface EmergencyConnection {

    /** Counts and judges the target, and lists its sessions. */
    Sample sample();

    /** Counts and judges the target only. */
    Sample sampleCounts();

    /** Every client session as it is now. */
    List<SessionRow> sessions();

    /**
     * Signals a session if it is still the one decided on.
     *
     * @param expectedState null when any will do
     * @param expectedStateChange null when any will do
     */
    SignalAnswer signal(
            SignalKind kind, SessionId session, @Nullable String expectedState, @Nullable Instant expectedStateChange);

    /** Which of these sessions still exist. */
    Set<SessionId> existingSessions(Collection<SessionId> sessions);

    /** Whether the session behind it is open right now. Asks nobody. */
    boolean isOpen();
}
