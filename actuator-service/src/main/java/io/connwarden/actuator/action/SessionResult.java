package io.connwarden.actuator.action;

import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.sql.store.IntentSession;
import io.connwarden.sql.store.SessionOutcomeRow;

/** The outcome of one session and the evidence for it. */
record SessionResult(IntentSession session, SessionOutcome outcome, String reason) {

    SessionOutcomeRow toRow() {
        return new SessionOutcomeRow(session.ordinal(), outcome.name(), reason);
    }

    SessionReport toReport() {
        return new SessionReport(
                session.id().pid(),
                session.id().backendStart(),
                session.user(),
                session.application(),
                session.database(),
                session.clientAddress(),
                session.state(),
                session.stateAgeSeconds(),
                session.queryId(),
                outcome,
                session.reason() + "; " + reason);
    }
}
