package io.connwarden.sql.target;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The mapping of rows to sessions. */
final class SessionReader {
    private SessionReader() {}

    static SessionId id(ResultSet row) throws SQLException {
        return new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start"));
    }

    static SessionRow read(ResultSet row) throws SQLException {
        return SessionRow.builder()
                .pid(row.getInt("pid"))
                .backendStart(Timestamps.read(row, "backend_start"))
                .user(row.getString("user_name"))
                .database(row.getString("database_name"))
                .application(row.getString("application_name"))
                .clientAddress(row.getString("client_address"))
                .state(row.getString("state"))
                .stateChange(Timestamps.read(row, "state_change"))
                .xactStart(Timestamps.read(row, "xact_start"))
                .queryStart(Timestamps.read(row, "query_start"))
                .backendType(row.getString("backend_type"))
                .superuser(row.getBoolean("superuser"))
                .connwardenSession(row.getBoolean("connwarden_session"))
                .listening(row.getBoolean("listening"))
                .holdsAdvisoryLock(row.getBoolean("holds_advisory_lock"))
                .replication(row.getBoolean("replication"))
                .backup(row.getBoolean("backup"))
                .blockedSessions(row.getInt("blocked_sessions"))
                .waitsForClient(row.getBoolean("waits_for_client"))
                .waitsForLock(row.getBoolean("waits_for_lock"))
                .waitsForTableLock(row.getBoolean("waits_for_table_lock"))
                .blockedBy(pids(row, "blocked_by"))
                .maintenance(row.getBoolean("maintenance"))
                .queryId(row.getObject("query_id", Long.class))
                .build();
    }

    static SessionRow readOther(ResultSet row) throws SQLException {
        return SessionRow.builder()
                .pid(row.getInt("pid"))
                .backendStart(Timestamps.read(row, "backend_start"))
                .user(row.getString("user_name"))
                .application(row.getString("application_name"))
                .state(row.getString("state"))
                .stateChange(Timestamps.read(row, "state_change"))
                .backendType(row.getString("backend_type"))
                .build();
    }

    private static List<Integer> pids(ResultSet row, String column) throws SQLException {
        return List.of((Integer[]) row.getArray(column).getArray());
    }
}
