package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.StoredIntent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Maps rows to intents and to the state of their sessions. */
final class IntentReader {
    private IntentReader() {}

    static StoredIntent intent(ResultSet row) throws SQLException {
        return new StoredIntent(
                row.getLong("id"),
                row.getInt("step"),
                row.getString("rule"),
                row.getString("reason"),
                row.getBoolean("dry_run"),
                row.getString("before_status"),
                row.getObject("before_slot_utilization", Double.class),
                row.getInt("sessions_at_start"),
                row.getInt("terminated_before"),
                row.getString("spared"),
                Timestamps.readRequired(row, "created_at"),
                Timestamps.read(row, "finished_at"),
                List.of());
    }

    static StoredIntent withSessions(StoredIntent intent, List<IntentSessionState> sessions) {
        return new StoredIntent(
                intent.id(),
                intent.step(),
                intent.rule(),
                intent.reason(),
                intent.dryRun(),
                intent.beforeStatus(),
                intent.beforeSlotUtilization(),
                intent.sessionsAtStart(),
                intent.terminatedBefore(),
                intent.spared(),
                intent.createdAt(),
                intent.finishedAt(),
                sessions);
    }

    static IntentSessionState sessionState(ResultSet row) throws SQLException {
        return new IntentSessionState(
                session(row),
                row.getString("answer"),
                row.getString("detail"),
                row.getString("outcome"),
                row.getString("outcome_reason"));
    }

    private static IntentSession session(ResultSet row) throws SQLException {
        return new IntentSession(
                row.getInt("ordinal"),
                new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")),
                SignalKind.valueOf(row.getString("kind")),
                row.getString("expected_state"),
                Timestamps.read(row, "expected_state_change"),
                row.getString("user_name"),
                row.getString("application_name"),
                row.getString("database_name"),
                row.getString("client_address"),
                row.getString("state"),
                row.getObject("state_age_seconds", Double.class),
                row.getObject("query_id", Long.class),
                row.getString("reason"));
    }
}
