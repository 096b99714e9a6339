package io.connwarden.actuator.action;

import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.sql.store.FrozenSession;
import io.connwarden.sql.store.RecordedOutcome;

/** What became of one session, and how it is known. */
record Ending(FrozenSession session, SessionOutcome outcome, String reason) {

    RecordedOutcome row() {
        return new RecordedOutcome(session.ordinal(), outcome.name(), reason);
    }

    SessionReport report() {
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
