package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.Occupancy;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.RoleRights;
import io.connwarden.doctor.finding.RoleSessions;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.Timeout;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The questions whose answer is a row. */
final class ServerQuestions {
    private final Asking asking;

    ServerQuestions(Connection session) {
        this.asking = new Asking(session);
    }

    Answer<Server> server() {
        return asking.one(
                DoctorStatement.IDENTITY.sql(),
                row -> new Server(
                        row.getInt("version_number"),
                        row.getString("version"),
                        row.getBoolean("in_recovery"),
                        Provider.valueOf(row.getString("provider"))));
    }

    Answer<Occupancy> occupancy() {
        return asking.one(
                DoctorStatement.OCCUPANCY.sql(),
                row -> new Occupancy(
                        row.getInt("max_connections"),
                        row.getInt("superuser_reserved"),
                        row.getInt("reserved"),
                        row.getInt("client_sessions")));
    }

    Answer<Double> visibility() {
        return asking.one(TargetStatement.VISIBILITY.sql(), row -> row.getDouble("visibility_percentage"));
    }

    Answer<RoleRights> rights(String role) {
        return asking.one(DoctorStatement.ROLE_RIGHTS.sql(), role, ServerQuestions::rights);
    }

    Answer<List<RoleSessions>> sessionsByRole(String ours) {
        return asking.all(
                DoctorStatement.SESSIONS_BY_ROLE.sql(),
                ours,
                row -> new RoleSessions(
                        row.getString("name"),
                        row.getBoolean("superuser"),
                        row.getBoolean("ours_to_use"),
                        row.getInt("sessions")));
    }

    Answer<List<Timeout>> timeouts() {
        return asking.all(
                DoctorStatement.TIMEOUTS.sql(),
                row -> new Timeout(
                        row.getString("name"), row.getLong("value"), row.getString("unit"), row.getString("source")));
    }

    private static RoleRights rights(ResultSet row) throws SQLException {
        return new RoleRights(
                row.getString("name"),
                row.getBoolean("superuser"),
                row.getBoolean("reads_all"),
                row.getBoolean("granted_reads_all"),
                row.getBoolean("signals"),
                row.getBoolean("granted_signals"),
                row.getBoolean("uses_reserve"),
                row.getBoolean("granted_reserve"),
                row.getBoolean("inherits"),
                row.getInt("connection_limit"),
                row.getInt("database_limit"),
                Timestamps.read(row, "valid_until"),
                row.getInt("sessions"));
    }
}
