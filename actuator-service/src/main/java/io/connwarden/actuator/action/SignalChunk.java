package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sessions of an intent that one statement signals, and the attempts to signal them.
 *
 * <p>If the statement fails, each of its sessions may have been signalled. The sessions are then in doubt and are
 * signalled by a statement each. Used by one run. Not thread-safe.
 */
final class SignalChunk {
    /** The number of statements for the same sessions that may reach the server too late. */
    private static final int MAX_LATE_STATEMENTS = 3;

    private final List<IntentSession> remaining;
    private final List<SignalAttempt> attempts = new ArrayList<>();
    private boolean possiblySignalled;
    private boolean failed;
    private int lateStatements;

    /**
     * @param sessions sessions with the same kind of signal
     * @param possiblySignalled true if an earlier, unrecorded signal of the action may have reached the sessions
     */
    SignalChunk(List<IntentSession> sessions, boolean possiblySignalled) {
        this.remaining = new ArrayList<>(sessions);
        this.possiblySignalled = possiblySignalled;
    }

    /**
     * Signals the sessions without an attempt, unless the check refuses them. After a failure, the next call
     * continues.
     *
     * @throws TargetException if a statement or a new sample fails
     */
    List<SignalAttempt> signal(EmergencyConnection connection, ChunkCheck check) {
        while (!remaining.isEmpty()) {
            List<IntentSession> next = List.copyOf(failed ? remaining.subList(0, 1) : remaining);
            List<IntentSession> permitted = withoutRefused(next, check);
            if (!permitted.isEmpty()) {
                send(permitted, connection, check);
            }
        }
        return attempts();
    }

    /** Ends the chunk without further signals. */
    List<SignalAttempt> abandon(String reason) {
        remaining.forEach(session -> attempts.add(new NoAnswer(session, reason, possiblySignalled)));
        remaining.clear();
        return attempts();
    }

    List<SignalAttempt> attempts() {
        return List.copyOf(attempts);
    }

    private List<IntentSession> withoutRefused(List<IntentSession> sessions, ChunkCheck check) {
        Map<SessionId, SignalRefusal> refusals =
                check.refusalsOf(sessions.stream().map(IntentSession::id).toList());
        List<IntentSession> permitted = new ArrayList<>();
        for (IntentSession session : sessions) {
            SignalRefusal refusal = refusals.get(session.id());
            if (refusal == null) {
                permitted.add(session);
            } else {
                complete(new Refused(session, refusal, possiblySignalled));
            }
        }
        return permitted;
    }

    /** A statement that reached the server too late sends no further signal. Its late sessions are checked again. */
    private void send(List<IntentSession> sessions, EmergencyConnection connection, ChunkCheck check) {
        List<SignalAnswer> answers = answersOf(sessions, connection, check);
        boolean late = answers.contains(SignalAnswer.LATE);
        boolean repeated = late && ++lateStatements < MAX_LATE_STATEMENTS;
        for (int i = 0; i < sessions.size(); i++) {
            if (!repeated || answers.get(i) != SignalAnswer.LATE) {
                complete(new Answered(sessions.get(i), answers.get(i), possiblySignalled));
            }
        }
        if (repeated) {
            check.requireNewSample();
        } else {
            lateStatements = 0;
        }
    }

    private List<SignalAnswer> answersOf(
            List<IntentSession> sessions, EmergencyConnection connection, ChunkCheck check) {
        SignalKind kind = sessions.get(0).kind();
        List<ExpectedSession> expected =
                sessions.stream().map(SignalChunk::expected).toList();
        try {
            return connection.signal(kind, expected, check.signalUntil());
        } catch (TargetException e) {
            // A permanent failure, which is a missing privilege, precedes the first signal.
            possiblySignalled |= !e.failure().isPermanent();
            failed = true;
            check.requireNewSample();
            throw e;
        } finally {
            SupervisedThread.recordHeartbeat();
        }
    }

    private static ExpectedSession expected(IntentSession session) {
        return new ExpectedSession(session.id(), session.expectedState(), session.expectedStateChange());
    }

    private void complete(SignalAttempt attempt) {
        attempts.add(attempt);
        remaining.remove(attempt.session());
    }
}
