package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.SessionAttributes;
import io.connwarden.sql.store.Intents.StoredIntent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The mapping of rows to intents and to the state of their sessions. */
final class IntentReader {
    private IntentReader() {}

    static StoredIntent intent(ResultSet row) throws SQLException {
        return new StoredIntent(
                row.getLong("id"),
                decision(row),
                baseline(row),
                Timestamps.readRequired(row, "created_at"),
                Timestamps.read(row, "finished_at"),
                List.of());
    }

    private static IntentDecision decision(ResultSet row) throws SQLException {
        return new IntentDecision(
                row.getInt("step"),
                row.getString("rule"),
                row.getString("reason"),
                row.getBoolean("dry_run"),
                row.getString("spared"));
    }

    private static IntentBaseline baseline(ResultSet row) throws SQLException {
        return new IntentBaseline(
                row.getString("before_status"),
                row.getObject("before_slot_utilization", Double.class),
                row.getInt("sessions_at_start"),
                row.getInt("terminated_before"));
    }

    static IntentSessionState sessionState(ResultSet row) throws SQLException {
        return new IntentSessionState(
                session(row),
                row.getString("answer"),
                row.getBoolean("in_doubt"),
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
                attributes(row),
                row.getString("reason"));
    }

    private static SessionAttributes attributes(ResultSet row) throws SQLException {
        return new SessionAttributes(
                row.getString("user_name"),
                row.getString("application_name"),
                row.getString("database_name"),
                row.getString("client_address"),
                row.getString("state"),
                row.getObject("state_age_seconds", Double.class),
                row.getObject("query_id", Long.class));
    }
}
