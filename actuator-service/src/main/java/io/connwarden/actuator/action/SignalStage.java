package io.connwarden.actuator.action;

import io.connwarden.actuator.action.SignalAttempt.Answered;
import io.connwarden.actuator.action.SignalAttempt.Expired;
import io.connwarden.actuator.action.SignalAttempt.NoAnswer;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.SignalRecord;
import io.connwarden.sql.target.SignalAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final String POSSIBLY_SIGNALLED = "an earlier signal of this action may have reached the session";

    private final Intents intents;

    SignalStage(Intents intents) {
        this.intents = intents;
    }

    /**
     * Signals every session of the intent without a recorded signal.
     *
     * @param expired true if the command has expired; then no session is signalled
     */
    List<SignalAttempt> signal(Intent intent, EmergencyConnection connection, TargetRetry retry, boolean expired) {
        List<SignalAttempt> attempts = new ArrayList<>();
        List<Answered> unrecorded = new ArrayList<>();
        boolean unavailable = false;
        for (IntentSessionState state : intent.sessions()) {
            Optional<Answered> recorded = recordedAttempt(state);
            if (recorded.isPresent()) {
                attempts.add(recorded.get());
                continue;
            }
            SignalAttempt attempt = unavailable
                    ? new NoAnswer(state.session(), "not signalled: the target did not answer an earlier signal")
                    : signalOne(state.session(), intent, connection, retry, expired);
            attempts.add(attempt);
            unavailable |= attempt instanceof NoAnswer;
            if (attempt instanceof Answered answered) {
                unrecorded.add(answered);
            }
            if (unrecorded.size() >= RECORD_BATCH_SIZE) {
                record(intent, unrecorded);
            }
        }
        record(intent, unrecorded);
        return attempts;
    }

    private static Optional<Answered> recordedAttempt(IntentSessionState state) {
        return Optional.ofNullable(state.signalAnswer())
                .map(answer -> new Answered(
                        state.session(),
                        SignalAnswer.valueOf(answer),
                        POSSIBLY_SIGNALLED.equals(state.signalDetail())));
    }

    private static SignalAttempt signalOne(
            IntentSession session, Intent intent, EmergencyConnection connection, TargetRetry retry, boolean expired) {
        int failures = retry.failureCount();
        try {
            if (expired) {
                Set<SessionId> existing = retry.execute(() -> connection.existingSessions(List.of(session.id())));
                return existing.isEmpty() ? new Answered(session, SignalAnswer.GONE, true) : new Expired(session);
            }
            SignalAnswer answer = retry.execute(() -> connection.signal(
                    session.kind(), session.id(), session.expectedState(), session.expectedStateChange()));
            return new Answered(session, answer, intent.resumed() || retry.failureCount() > failures);
        } catch (TargetUnavailableException e) {
            return new NoAnswer(session, e.reason());
        }
    }

    /** Records answers. A failure of the log store does not stop the run, which keeps the answers in memory. */
    private void record(Intent intent, List<Answered> unrecorded) {
        List<SignalRecord> signals = unrecorded.stream()
                .map(answered -> new SignalRecord(
                        answered.session().ordinal(),
                        answered.answer().name(),
                        answered.possiblySignalled() ? POSSIBLY_SIGNALLED : null))
                .toList();
        unrecorded.clear();
        try {
            if (!signals.isEmpty()) {
                intents.recordSignals(intent.id(), signals);
            }
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
