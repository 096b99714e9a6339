package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SessionRow;
import java.util.List;
import java.util.Set;

/** The mapping of the rows of a sample to the sessions of a decision. */
final class SessionMapper {
    private SessionMapper() {}

    /** Returns the sessions of a sample for a count, without the sessions that were seen to LISTEN earlier. */
    static List<Session> toSessions(Sample sample) {
        return sample.sessions().stream().map(row -> toSession(row, Set.of())).toList();
    }

    /** @param listeners the sessions that were seen to LISTEN */
    static Session toSession(SessionRow row, Set<SessionId> listeners) {
        return new Session(
                row.pid(),
                row.backendStart(),
                new Session.Client(row.user(), row.application(), row.database(), row.clientAddress()),
                new Session.Activity(
                        SessionState.fromPostgresName(row.state()),
                        row.stateChange(),
                        row.xactStart(),
                        row.queryStart(),
                        row.queryId(),
                        row.blockedSessions()),
                new Session.Traits(
                        row.backendType(),
                        row.superuser(),
                        row.connwardenSession(),
                        row.replication(),
                        row.listening() || (row.id() != null && listeners.contains(row.id())),
                        row.holdsAdvisoryLock(),
                        row.backup()),
                new Session.Work(
                        row.waitsForClient(),
                        row.waitsForLock(),
                        row.waitsForTableLock(),
                        row.blockedBy(),
                        row.maintenance()));
    }
}
