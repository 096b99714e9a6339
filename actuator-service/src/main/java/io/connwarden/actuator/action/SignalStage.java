package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.action.SignalAttempt.Refused;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.SignalRecord;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage that signals the sessions of an intent one by one. A refused signal does not stop the remaining signals. A
 * session with a recorded signal is not signalled again.
 */
final class SignalStage {
    private static final Logger LOG = LoggerFactory.getLogger(SignalStage.class);
    /**
     * The number of signals after which their answers are recorded. After a crash, at most this many terminations
     * cannot be attributed to Connwarden.
     */
    private static final int RECORD_BATCH_SIZE = 20;
    /** The number of statements for one session that may reach the server too late. */
    private static final int MAX_LATE_SIGNALS = 3;

    private final Intents intents;

    SignalStage(Intents intents) {
        this.intents = intents;
    }

    /**
     * Signals every session of the intent without a recorded signal, unless the check refuses it.
     *
     * @throws LeaseLostException if another process took over the command
     */
    List<SignalAttempt> signal(Intent intent, EmergencyConnection connection, TargetRetry retry, SignalCheck check) {
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
            SignalCheck check,
            List<Answered> unrecorded) {
        List<SignalAttempt> attempts = new ArrayList<>();
        boolean unavailable = false;
        for (IntentSessionState state : intent.sessions()) {
            Optional<Answered> recorded = recordedAttempt(state);
            if (recorded.isPresent()) {
                attempts.add(recorded.get());
                continue;
            }
            SignalAttempt attempt = unavailable
                    ? new NoAnswer(
                            state.session(),
                            "not signalled: the target did not answer an earlier signal",
                            intent.resumed())
                    : signalOne(state.session(), intent, connection, retry, check);
            attempts.add(attempt);
            SupervisedThread.recordHeartbeat();
            unavailable |= attempt instanceof NoAnswer;
            if (attempt instanceof Answered answered) {
                unrecorded.add(answered);
            }
            if (unrecorded.size() >= RECORD_BATCH_SIZE) {
                record(intent, unrecorded);
            }
        }
        return attempts;
    }

    static Optional<Answered> recordedAttempt(IntentSessionState state) {
        return Optional.ofNullable(state.signalAnswer())
                .map(answer -> new Answered(state.session(), SignalAnswer.valueOf(answer), state.signalInDoubt()));
    }

    private static SignalAttempt signalOne(
            IntentSession session,
            Intent intent,
            EmergencyConnection connection,
            TargetRetry retry,
            SignalCheck check) {
        AtomicBoolean possiblySignalled = new AtomicBoolean(intent.resumed());
        try {
            return retry.execute(() -> checkAndSend(session, connection, check, possiblySignalled));
        } catch (TargetUnavailableException e) {
            return new NoAnswer(session, e.reason(), possiblySignalled.get());
        }
    }

    /** A statement that reached the server too late sends no signal. The session is then checked again, a few times. */
    private static SignalAttempt checkAndSend(
            IntentSession session, EmergencyConnection connection, SignalCheck check, AtomicBoolean possiblySignalled) {
        for (int attempt = 1; ; attempt++) {
            Optional<SignalRefusal> refusal = check.refusalOf(session.id());
            if (refusal.isPresent()) {
                return new Refused(session, refusal.get(), possiblySignalled.get());
            }
            Answered answered = send(session, connection, check, possiblySignalled);
            if (answered.answer() != SignalAnswer.LATE || attempt == MAX_LATE_SIGNALS) {
                return answered;
            }
            check.requireNewReading();
        }
    }

    private static Answered send(
            IntentSession session, EmergencyConnection connection, SignalCheck check, AtomicBoolean possiblySignalled) {
        try {
            SignalAnswer answer = connection.signal(
                    session.kind(),
                    session.id(),
                    session.expectedState(),
                    session.expectedStateChange(),
                    check.signalUntil());
            return new Answered(session, answer, possiblySignalled.get());
        } catch (TargetException e) {
            // Without the privilege the statement ends before the signal.
            possiblySignalled.compareAndSet(false, !e.failure().isPermanent());
            check.requireNewReading();
            throw e;
        }
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
     * Records answers and removes them from the list. A failure of the log store does not stop the run: the answers
     * stay in the list until the next attempt.
     */
    private void record(Intent intent, List<Answered> unrecorded) {
        if (unrecorded.isEmpty()) {
            return;
        }
        List<SignalRecord> signals = unrecorded.stream()
                .map(answered -> new SignalRecord(
                        answered.session().ordinal(), answered.answer().name(), answered.possiblySignalled()))
                .toList();
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
