package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.store.StoreFailures;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.IntentSession;
import io.connwarden.sql.store.IntentSessionState;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.SignalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    private static final String POSSIBLY_OURS = "an earlier signal of this action may have reached the session";

    private final Intents intents;

    SignalStage(Intents intents) {
        this.intents = intents;
    }

    /**
     * Signals every session of the intent without a recorded signal.
     *
     * @param expired true if the command has expired; then no session is signalled
     */
    List<SignalResult> signal(Intent intent, EmergencyConnection connection, TargetRetry retry, boolean expired) {
        List<SignalResult> results = new ArrayList<>();
        List<SignalResult> unrecorded = new ArrayList<>();
        boolean given = false;
        for (IntentSessionState progress : intent.sessions()) {
            SignalResult next = recordedResult(progress);
            if (next == null) {
                next = given
                        ? new SignalResult(
                                progress.session(),
                                SignalStatus.NO_ANSWER,
                                "not signalled: the target did not answer to an earlier signal",
                                intent.resumed())
                        : signalOne(progress.session(), intent, connection, retry, expired);
                given |= next.status() == SignalStatus.NO_ANSWER;
                unrecorded.add(next);
            }
            results.add(next);
            if (unrecorded.size() >= RECORD_BATCH_SIZE) {
                record(intent, unrecorded);
            }
        }
        record(intent, unrecorded);
        return results;
    }

    private static @Nullable SignalResult recordedResult(IntentSessionState progress) {
        String answer = progress.signalAnswer();
        return answer == null
                ? null
                : new SignalResult(
                        progress.session(),
                        SignalStatus.valueOf(answer),
                        progress.signalDetail(),
                        POSSIBLY_OURS.equals(progress.signalDetail()));
    }

    private static SignalResult signalOne(
            IntentSession session, Intent intent, EmergencyConnection connection, TargetRetry retry, boolean expired) {
        int failures = retry.failureCount();
        try {
            if (expired) {
                Set<SessionId> there = retry.execute(() -> connection.existingSessions(List.of(session.id())));
                return new SignalResult(
                        session, there.isEmpty() ? SignalStatus.GONE : SignalStatus.EXPIRED, null, true);
            }
            SignalStatus reply = SignalStatus.of(retry.execute(() -> connection.signal(
                    session.kind(), session.id(), session.expectedState(), session.expectedStateChange())));
            return new SignalResult(session, reply, null, intent.resumed() || retry.failureCount() > failures);
        } catch (TargetUnavailableException e) {
            return new SignalResult(session, SignalStatus.NO_ANSWER, e.reason(), true);
        }
    }

    /** Records answers. A failure of the log store does not stop the run, which keeps the answers in memory. */
    private void record(Intent intent, List<SignalResult> unrecorded) {
        List<SignalRecord> signals = unrecorded.stream()
                .filter(told -> told.status() != SignalStatus.NO_ANSWER && told.status() != SignalStatus.EXPIRED)
                .map(told -> new SignalRecord(
                        told.session().ordinal(),
                        told.status().name(),
                        told.possiblyOurs() ? POSSIBLY_OURS : told.detail()))
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
                    "Cannot record {} signal answers: log store unavailable, keeping them in memory. Cause: {}",
                    signals.size(),
                    StoreFailures.rootMessage(e));
        }
    }
}
