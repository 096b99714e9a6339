package io.connwarden.actuator.action;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;

/**
 * The outcome of one session of an intent, and the evidence for the outcome.
 *
 * @param signalled true if a signal was sent or may have been sent
 */
record IntentSessionOutcome(IntentSession session, SessionOutcome outcome, String reason, boolean signalled) {

    /** Returns the outcome in a dry run, which sends no signal. */
    static IntentSessionOutcome forDryRun(IntentSession session, String reason) {
        return new IntentSessionOutcome(
                session,
                session.kind() == SignalKind.TERMINATE ? SessionOutcome.WOULD_TERMINATE : SessionOutcome.WOULD_CANCEL,
                reason,
                false);
    }

    /** Returns true if a signal had no effect although the target answered. */
    static boolean isFailed(SessionOutcome outcome) {
        return outcome == SessionOutcome.UNRESPONSIVE || outcome == SessionOutcome.DENIED;
    }

    SessionOutcomeRow toRow() {
        return new SessionOutcomeRow(session.ordinal(), outcome.name(), reason, signalled);
    }

    SessionReport toReport() {
        SessionAttributes attributes = session.attributes();
        return SessionReport.builder(session.id().pid(), outcome, session.reason() + "; " + reason)
                .backendStart(session.id().backendStart())
                .user(attributes.user())
                .application(attributes.application())
                .database(attributes.database())
                .clientAddress(attributes.clientAddress())
                .state(attributes.state())
                .stateAgeSeconds(attributes.stateAgeSeconds())
                .queryId(attributes.queryId())
                .build();
    }
}
