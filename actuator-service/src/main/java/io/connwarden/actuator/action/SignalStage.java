package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stage that signals the sessions of an intent in chunks, with one statement for each. A refused signal does not
 * stop the remaining signals. A session with a recorded signal is not signalled again. The answers of a chunk are
 * recorded before the next chunk is sent. While the log store refuses them, the stage waits.
 */
final class SignalStage {
    /**
     * The maximum number of sessions that one statement signals. PAUSE stops a list between two statements, and the
     * answers are recorded after each. After a crash, at most this many terminations cannot be attributed to
     * Connwarden.
     */
    static final int MAX_CHUNK_SIZE = 25;

    private SignalStage() {}

    /**
     * Signals every session of the intent without a recorded signal, unless the check refuses it.
     *
     * @throws LeaseLostException if another process took over the command
     */
    static List<SignalAttempt> signal(
            Intent intent, EmergencyConnection connection, TargetRetry retry, ChunkCheck check, SignalAnswers answers) {
        try {
            List<SignalAttempt> attempts = signalAll(intent, connection, retry, check, answers);
            return findGone(attempts, connection, answers);
        } finally {
            // Also if the lease is lost or the service shuts down, so that the successor knows the signals.
            answers.recordOnce();
        }
    }

    private static List<SignalAttempt> signalAll(
            Intent intent, EmergencyConnection connection, TargetRetry retry, ChunkCheck check, SignalAnswers answers) {
        Map<Integer, SignalAttempt> attempts = new TreeMap<>();
        List<IntentSession> unsignalled = new ArrayList<>();
        for (IntentSessionState state : intent.sessions()) {
            recordedAttempt(state)
                    .ifPresentOrElse(recorded -> put(recorded, attempts), () -> unsignalled.add(state.session()));
        }
        boolean unavailable = false;
        for (List<IntentSession> sessions : chunks(unsignalled)) {
            SignalChunk chunk = new SignalChunk(sessions, intent.resumed());
            List<SignalAttempt> ended = unavailable
                    ? chunk.abandon("not signalled: the target did not answer an earlier signal")
                    : signal(chunk, connection, retry, check, answers);
            ended.forEach(attempt -> put(attempt, attempts));
            unavailable |= ended.stream().anyMatch(NoAnswer.class::isInstance);
        }
        return List.copyOf(attempts.values());
    }

    private static void put(SignalAttempt attempt, Map<Integer, SignalAttempt> byOrdinal) {
        byOrdinal.put(attempt.session().ordinal(), attempt);
    }

    /** Splits the sessions where the kind of the signal changes, and where a chunk is full. The order remains. */
    static List<List<IntentSession>> chunks(List<IntentSession> sessions) {
        List<List<IntentSession>> chunks = new ArrayList<>();
        List<IntentSession> current = new ArrayList<>();
        for (IntentSession session : sessions) {
            if (current.size() == MAX_CHUNK_SIZE
                    || (!current.isEmpty() && current.get(0).kind() != session.kind())) {
                chunks.add(List.copyOf(current));
                current.clear();
            }
            current.add(session);
        }
        if (!current.isEmpty()) {
            chunks.add(List.copyOf(current));
        }
        return chunks;
    }

    /** Signals a chunk, with retries. The answers are kept also if the run ends in its middle. */
    private static List<SignalAttempt> signal(
            SignalChunk chunk,
            EmergencyConnection connection,
            TargetRetry retry,
            ChunkCheck check,
            SignalAnswers answers) {
        try {
            return retry.execute(() -> chunk.signal(connection, check));
        } catch (TargetUnavailableException e) {
            return chunk.abandon(e.reason());
        } finally {
            chunk.attempts().stream()
                    .filter(Answered.class::isInstance)
                    .map(Answered.class::cast)
                    .forEach(answers::add);
        }
    }

    static Optional<Answered> recordedAttempt(IntentSessionState state) {
        return Optional.ofNullable(state.signalAnswer())
                .map(answer -> new Answered(state.session(), SignalAnswer.valueOf(answer), state.signalInDoubt()));
    }

    /** Looks once for the refused sessions that an earlier signal of this action may have ended. */
    private static List<SignalAttempt> findGone(
            List<SignalAttempt> attempts, EmergencyConnection connection, SignalAnswers answers) {
        List<SessionId> inDoubt = attempts.stream()
                .filter(attempt -> attempt instanceof Refused refused && refused.possiblySignalled())
                .map(attempt -> attempt.session().id())
                .toList();
        if (inDoubt.isEmpty()) {
            return attempts;
        }
        Set<SessionId> existing;
        try {
            existing = connection.existingSessions(inDoubt);
        } catch (TargetException e) {
            return attempts;
        }
        List<SignalAttempt> found = new ArrayList<>();
        for (SignalAttempt attempt : attempts) {
            if (!(attempt instanceof Refused refused && refused.possiblySignalled())) {
                found.add(attempt);
            } else if (existing.contains(refused.session().id())) {
                found.add(withoutDoubt(refused));
            } else {
                Answered gone = new Answered(refused.session(), SignalAnswer.GONE, true);
                found.add(gone);
                answers.add(gone);
            }
        }
        return found;
    }

    /** A session that still exists was not reached by a signal to terminate. */
    private static Refused withoutDoubt(Refused refused) {
        return refused.session().kind() == SignalKind.TERMINATE
                ? new Refused(refused.session(), refused.refusal(), false)
                : refused;
    }
}
