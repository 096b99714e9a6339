package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.RoleSessions;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.ServerTimeout;
import io.connwarden.doctor.finding.SlotUsage;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The questions whose answer is a row. */
final class ServerQueries {
    private final QueryRunner runner;

    ServerQueries(Connection session) {
        this.runner = new QueryRunner(session);
    }

    ProbeResult<Server> server() {
        return runner.queryOne(
                DoctorStatement.IDENTITY.sql(),
                row -> new Server(
                        row.getInt("version_number"),
                        row.getString("version"),
                        row.getBoolean("in_recovery"),
                        Provider.valueOf(row.getString("provider"))));
    }

    ProbeResult<SlotUsage> slotUsage() {
        return runner.queryOne(
                DoctorStatement.OCCUPANCY.sql(),
                row -> new SlotUsage(
                        row.getInt("max_connections"),
                        row.getInt("superuser_reserved"),
                        row.getInt("reserved"),
                        row.getInt("client_sessions")));
    }

    ProbeResult<Double> visibility() {
        return runner.queryOne(TargetStatement.VISIBILITY.sql(), row -> row.getDouble("visibility_percentage"));
    }

    ProbeResult<RolePrivileges> privileges(String role) {
        return runner.queryOne(DoctorStatement.ROLE_RIGHTS.sql(), role, ServerQueries::privileges);
    }

    ProbeResult<List<RoleSessions>> sessionsByRole(String ours) {
        return runner.queryAll(
                DoctorStatement.SESSIONS_BY_ROLE.sql(),
                ours,
                row -> new RoleSessions(
                        row.getString("name"),
                        row.getBoolean("superuser"),
                        row.getBoolean("has_privileges"),
                        row.getInt("sessions")));
    }

    ProbeResult<List<ServerTimeout>> timeouts() {
        return runner.queryAll(
                DoctorStatement.TIMEOUTS.sql(),
                row -> new ServerTimeout(
                        row.getString("name"), row.getLong("value"), row.getString("unit"), row.getString("source")));
    }

    private static RolePrivileges privileges(ResultSet row) throws SQLException {
        return new RolePrivileges(
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
