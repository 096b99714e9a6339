package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.SignalRecord;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(SignalStage.class);

    private final Intents intents;
    private final StoreTransactions transactions;

    SignalStage(Intents intents, StoreTransactions transactions) {
        this.intents = intents;
        this.transactions = transactions;
    }

    /**
     * Signals every session of the intent without a recorded signal, unless the check refuses it.
     *
     * @throws LeaseLostException if another process took over the command
     */
    List<SignalAttempt> signal(Intent intent, EmergencyConnection connection, TargetRetry retry, ChunkCheck check) {
        List<Answered> unrecorded = new ArrayList<>();
        try {
            List<SignalAttempt> attempts = signalAll(intent, connection, retry, check, unrecorded);
            return findGone(attempts, connection, unrecorded);
        } finally {
            // Also if the lease is lost or the service shuts down, so that the successor knows the signals.
            record(intent, unrecorded);
        }
    }

    private List<SignalAttempt> signalAll(
            Intent intent,
            EmergencyConnection connection,
            TargetRetry retry,
            ChunkCheck check,
            List<Answered> unrecorded) {
        Map<Integer, SignalAttempt> attempts = new TreeMap<>();
        List<IntentSession> unsignalled = new ArrayList<>();
        for (IntentSessionState state : intent.sessions()) {
            recordedAttempt(state)
                    .ifPresentOrElse(recorded -> put(recorded, attempts), () -> unsignalled.add(state.session()));
        }
        boolean unavailable = false;
        for (List<IntentSession> sessions : chunks(unsignalled)) {
            SignalChunk chunk = new SignalChunk(sessions, intent.resumed());
            if (!unavailable) {
                awaitRecord(intent, unrecorded);
            }
            List<SignalAttempt> ended = unavailable
                    ? chunk.abandon("not signalled: the target did not answer an earlier signal")
                    : signal(chunk, connection, retry, check, unrecorded);
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
            List<Answered> unrecorded) {
        try {
            return retry.execute(() -> chunk.signal(connection, check));
        } catch (TargetUnavailableException e) {
            return chunk.abandon(e.reason());
        } finally {
            chunk.attempts().stream()
                    .filter(Answered.class::isInstance)
                    .map(Answered.class::cast)
                    .forEach(unrecorded::add);
        }
    }

    static Optional<Answered> recordedAttempt(IntentSessionState state) {
        return Optional.ofNullable(state.signalAnswer())
                .map(answer -> new Answered(state.session(), SignalAnswer.valueOf(answer), state.signalInDoubt()));
    }

    /** Looks once for the refused sessions that an earlier signal of this action may have ended. */
    private static List<SignalAttempt> findGone(
            List<SignalAttempt> attempts, EmergencyConnection connection, List<Answered> unrecorded) {
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
                unrecorded.add(gone);
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

    /**
     * Records answers and removes them from the list. A log store that answers reads can still refuse writes, so the
     * check before a chunk does not replace this wait.
     */
    private void awaitRecord(Intent intent, List<Answered> unrecorded) {
        if (unrecorded.isEmpty()) {
            return;
        }
        List<SignalRecord> signals = toRecords(unrecorded);
        transactions.retryUntilAvailable("record the signal answers of intent " + intent.id(), () -> {
            intents.recordSignals(intent.id(), signals);
            return signals.size();
        });
        unrecorded.clear();
    }

    private static List<SignalRecord> toRecords(List<Answered> answers) {
        return answers.stream()
                .map(answered -> new SignalRecord(
                        answered.session().ordinal(), answered.answer().name(), answered.possiblySignalled()))
                .toList();
    }

    /**
     * Records answers after the last signal. A failure of the log store does not stop the run: the outcomes are
     * recorded with retries.
     */
    private void record(Intent intent, List<Answered> unrecorded) {
        if (unrecorded.isEmpty()) {
            return;
        }
        List<SignalRecord> signals = toRecords(unrecorded);
        try {
            intents.recordSignals(intent.id(), signals);
            unrecorded.clear();
        } catch (RuntimeException e) {
            if (!StoreFailures.isStoreFailure(e)) {
                throw e;
            }
            LOG.warn(
                    "{} signal answers of intent {} were not recorded, because the log store is unavailable."
                            + " The answers stay in memory until the outcomes are recorded. Cause: {}",
                    signals.size(),
                    intent.id(),
                    RootCause.describe(e));
        }
    }
}
