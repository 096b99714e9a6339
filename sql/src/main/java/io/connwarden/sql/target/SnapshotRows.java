package io.connwarden.sql.target;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The mapping of the session rows of the observe statement. */
final class SnapshotRows {
    private SnapshotRows() {}

    static SessionSnapshot.Row read(ResultSet row) throws SQLException {
        return new SessionSnapshot.Row(
                row.getInt("session_pid"),
                Timestamps.read(row, "session_backend_start"),
                row.getString("session_user_name"),
                row.getString("session_database"),
                row.getString("session_application"),
                row.getString("session_client_address"),
                row.getString("session_state"),
                Timestamps.read(row, "session_state_change"),
                Timestamps.read(row, "session_xact_start"),
                Timestamps.read(row, "session_query_start"),
                row.getString("session_wait_event_type"),
                row.getString("session_wait_event"),
                row.getString("session_backend_type"),
                List.of((Integer[]) row.getArray("session_blocked_by").getArray()),
                SessionClass.valueOf(row.getString("session_class")),
                row.getBoolean("session_protected") ? RuleId.G5.id() : null);
    }
}
