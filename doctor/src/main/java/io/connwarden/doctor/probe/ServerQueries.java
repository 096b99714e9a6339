package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings.RoleSessions;
import io.connwarden.doctor.reading.Readings.Server;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import io.connwarden.doctor.reading.RolePrivileges;
import io.connwarden.doctor.reading.RolePrivileges.Limits;
import io.connwarden.doctor.reading.RolePrivileges.Privilege;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.MissingPrivileges;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The catalog queries of a diagnosis. */
final class ServerQueries {
    private final QueryRunner runner;

    ServerQueries(Connection session) {
        this.runner = new QueryRunner(session);
    }

    Reading<Server> identity() {
        return runner.queryOne(
                DoctorStatement.IDENTITY.sql(),
                row -> new Server(
                        row.getInt("version_number"),
                        row.getString("version"),
                        row.getBoolean("in_recovery"),
                        Provider.valueOf(row.getString("provider"))));
    }

    Reading<SlotUsage> slotUsage() {
        return runner.queryOne(
                DoctorStatement.OCCUPANCY.sql(),
                row -> new SlotUsage(
                        row.getInt("max_connections"),
                        row.getInt("superuser_reserved"),
                        row.getInt("reserved"),
                        row.getInt("client_sessions")));
    }

    Reading<Double> visibility() {
        return runner.queryOne(TargetStatement.VISIBILITY.sql(), row -> row.getDouble("visibility_percentage"));
    }

    Reading<RolePrivileges> privileges(String role) {
        return runner.queryOne(DoctorStatement.ROLE_PRIVILEGES.sql(), role, ServerQueries::privileges);
    }

    Reading<List<RoleSessions>> sessionsByRole(String role) {
        return runner.queryAll(
                DoctorStatement.SESSIONS_BY_ROLE.sql(),
                role,
                row -> new RoleSessions(
                        row.getString("name"),
                        row.getBoolean("superuser"),
                        row.getBoolean("has_privileges"),
                        row.getInt("sessions")));
    }

    /** Returns the privileges on objects of the catalog that the role of the session lacks for the given statements. */
    Reading<List<String>> missingPrivileges(Collection<TargetStatement> statements) {
        String objects = MissingPrivileges.objectsOf(statements);
        List<String> missing = new ArrayList<>();
        for (TargetStatement query : List.of(TargetStatement.MISSING_SELECT, TargetStatement.MISSING_EXECUTE)) {
            Reading<List<String>> found = runner.queryAll(query.sql(), objects, row -> row.getString("privilege"));
            if (found.value().isEmpty()) {
                return found;
            }
            missing.addAll(found.value().get());
        }
        return new Reading.Success<>(missing);
    }

    Reading<List<ServerTimeout>> timeouts() {
        return runner.queryAll(
                DoctorStatement.TIMEOUTS.sql(),
                row -> new ServerTimeout(
                        row.getString("name"), row.getLong("value"), row.getString("unit"), row.getString("source")));
    }

    private static RolePrivileges privileges(ResultSet row) throws SQLException {
        return new RolePrivileges(
                row.getString("name"),
                row.getBoolean("superuser"),
                row.getBoolean("inherits"),
                new Privilege(row.getBoolean("reads_all"), row.getBoolean("granted_reads_all")),
                new Privilege(row.getBoolean("signals"), row.getBoolean("granted_signals")),
                new Privilege(row.getBoolean("uses_reserve"), row.getBoolean("granted_reserve")),
                new Limits(
                        row.getInt("connection_limit"),
                        row.getInt("database_limit"),
                        Timestamps.read(row, "valid_until")));
    }
}
