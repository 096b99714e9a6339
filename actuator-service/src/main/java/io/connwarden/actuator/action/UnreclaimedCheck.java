package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.UnreclaimedSessions.UnreclaimedRow;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The check of unreclaimed sessions against the target. A session or a query that has ended is deleted from the log
 * store, and then counts as terminated.
 */
final class UnreclaimedCheck implements FollowUpCheck {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final UnreclaimedSessions store;

    UnreclaimedCheck(UnreclaimedSessions store) {
        this.store = store;
    }

    /** Deletes the ended sessions and returns the others, by a sample. */
    List<UnreclaimedSession> update(String target, Collection<SessionRow> sample) {
        List<UnreclaimedRow> rows = store.of(List.of(target));
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Integer> unidentified = new HashSet<>();
        Set<SessionId> existing = new HashSet<>();
        Set<RunningQuery> running = new HashSet<>();
        for (SessionRow session : sample) {
            if (session.backendStart() == null) {
                unidentified.add(session.pid());
                continue;
            }
            SessionId id = new SessionId(session.pid(), session.backendStart());
            existing.add(id);
            if ("active".equals(session.state())) {
                running.add(new RunningQuery(id, session.stateChange()));
            }
        }
        return keep(
                target,
                rows,
                row -> unidentified.contains(row.id().pid())
                        || (row.kind() == SignalKind.TERMINATE
                                ? existing.contains(row.id())
                                : running.contains(query(row))));
    }

    /** Deletes the ended sessions by a query for the unreclaimed sessions only. */
    @Override
    public Duration check(String target, EmergencyConnection connection) {
        List<UnreclaimedRow> rows = store.of(List.of(target));
        if (rows.isEmpty()) {
            return MAX_INTERVAL;
        }
        if (connection.isOpen()) {
            update(target, connection, rows);
        }
        return INTERVAL;
    }

    private void update(String target, EmergencyConnection connection, List<UnreclaimedRow> rows) {
        Set<SessionId> existing = connection.existingSessions(rows.stream()
                .filter(row -> row.kind() == SignalKind.TERMINATE)
                .map(UnreclaimedRow::id)
                .toList());
        Set<SessionId> running = connection.stillRunning(rows.stream()
                .filter(row -> row.kind() == SignalKind.CANCEL)
                .map(UnreclaimedCheck::query)
                .toList());
        keep(target, rows, row -> (row.kind() == SignalKind.TERMINATE ? existing : running).contains(row.id()));
    }

    private List<UnreclaimedSession> keep(String target, List<UnreclaimedRow> rows, Predicate<UnreclaimedRow> exists) {
        store.delete(target, rows.stream().filter(exists.negate()).toList());
        return rows.stream().filter(exists).map(UnreclaimedCheck::toSession).toList();
    }

    private static RunningQuery query(UnreclaimedRow row) {
        return new RunningQuery(row.id(), row.stateChange());
    }

    static UnreclaimedSession toSession(UnreclaimedRow row) {
        return new UnreclaimedSession(
                row.id(), row.kind(), SessionOutcome.valueOf(row.outcome()), row.attempts(), row.failedAt());
    }
}
