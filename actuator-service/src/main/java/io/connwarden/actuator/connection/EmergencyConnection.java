package io.connwarden.actuator.connection;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetQueries.PresentState;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The emergency connection to one target. Thread-safe; concurrent calls wait for each other, because there is one
 * session behind it. Every method that queries the target may throw {@link io.connwarden.sql.target.TargetException}.
 */
public interface EmergencyConnection {

    /** Samples the target: counts, status and sessions. */
    Sample sample();

    /** Samples counts and status only. */
    Sample sampleCounts();

    /**
     * Signals the sessions that are unchanged since the decision, with one statement, and returns their answers in the
     * given order.
     *
     * @param sessions at least one session
     * @param signalUntil the time of the target's clock after which no signal is sent
     */
    List<SignalAnswer> signal(SignalKind kind, List<ExpectedSession> sessions, Instant signalUntil);

    /** Returns the backends with the given pids that are no client sessions, such as walsenders. */
    List<SessionRow> otherBackends(Collection<Integer> pids);

    /** Returns the given sessions that still exist. */
    Set<SessionId> existingSessions(Collection<SessionId> sessions);

    /** Returns the sessions that still run the given query. */
    Set<SessionId> stillRunning(Collection<RunningQuery> queries);

    /** Returns the present state of those of the given sessions that exist. */
    List<PresentState> presentStates(Collection<SessionId> sessions);

    /** Returns the privileges on the catalog that the role lacks, each as the middle of a GRANT. */
    List<String> missingPrivileges();

    /** Returns true if the session is open, without a query to the target. */
    boolean isOpen();

    /**
     * Returns true if the session is closed, no slot is free for its role, and another instance may occupy a reserved
     * slot; without a query to the target.
     */
    boolean isWaitingForReserve();
}
