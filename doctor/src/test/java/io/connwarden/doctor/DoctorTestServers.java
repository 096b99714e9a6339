package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The set-up of roles on a server and their diagnosis. */
final class DoctorTestServers {
    static final String GUARD_RIGHTS = "pg_monitor, pg_signal_backend";

    private DoctorTestServers() {}

    static void executeSql(String superuserUrl, String... statements) {
        try (Connection connection = DriverManager.getConnection(superuserUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(List.of(statements).toString(), e);
        }
    }

    static Diagnosis diagnose(String url, String role) {
        return diagnose(url, role, null, Capability.RECLAIM);
    }

    static Diagnosis diagnose(String url, String role, @Nullable String reserveRole, Capability capability) {
        Credentials reserve = reserveRole == null ? null : new Credentials(reserveRole, null, null);
        TargetSettings settings =
                new TargetSettings("db", url, new Credentials(role, null, null), reserve, Map.of(), null);
        return new Doctor(InstantSource.system()).examine(settings, capability);
    }

    static CheckResult checkResult(Diagnosis diagnosis, String name) {
        return checkWithRemedies(diagnosis, name).result();
    }

    static List<Remedy> remedies(Diagnosis diagnosis, String name) {
        return checkWithRemedies(diagnosis, name).remedies();
    }

    /** Returns the actions of all remedies for warnings and errors. */
    static List<String> remedyActions(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(advised ->
                        advised.result().severity().compareTo(io.connwarden.doctor.check.Severity.WARNING) >= 0)
                .flatMap(advised -> advised.remedies().stream())
                .map(Remedy::action)
                .toList();
    }

    private static CheckWithRemedies checkWithRemedies(Diagnosis diagnosis, String name) {
        return diagnosis.checks().stream()
                .filter(advised -> advised.result().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check '" + name + "' in " + diagnosis.checks()));
    }
}
