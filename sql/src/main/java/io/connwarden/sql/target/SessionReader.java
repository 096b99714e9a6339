package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Maps rows to sessions. */
final class SessionReader {
    private SessionReader() {}

    static SessionId id(ResultSet row) throws SQLException {
        return new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start"));
    }

    static SessionRow read(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getInt("pid"),
                Timestamps.read(row, "backend_start"),
                row.getString("user_name"),
                row.getString("database_name"),
                row.getString("application_name"),
                row.getString("client_address"),
                row.getString("state"),
                Timestamps.read(row, "state_change"),
                Timestamps.read(row, "xact_start"),
                Timestamps.read(row, "query_start"),
                row.getString("backend_type"),
                row.getBoolean("superuser"),
                row.getBoolean("connwarden_session"),
                row.getBoolean("listening"),
                row.getBoolean("holds_advisory_lock"),
                row.getBoolean("replication"),
                row.getBoolean("backup"),
                row.getInt("blocked_sessions"),
                row.getObject("query_id", Long.class));
    }
}
