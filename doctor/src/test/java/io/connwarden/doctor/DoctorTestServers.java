package io.connwarden.doctor;

import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.reading.IntendedUse;
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
        return diagnose(url, role, null, IntendedUse.RECLAIM);
    }

    static Diagnosis diagnose(String url, String role, @Nullable String reserveRole, IntendedUse intendedUse) {
        Credentials reserve = reserveRole == null ? null : new Credentials(reserveRole, null, null);
        TargetSettings settings =
                new TargetSettings("db", url, new Credentials(role, null, null), reserve, Map.of(), null);
        return new Doctor(InstantSource.system()).diagnose(settings, intendedUse);
    }

    static Finding checkResult(Diagnosis diagnosis, String name) {
        return checkWithRemedies(diagnosis, name).finding();
    }

    static List<Remedy> remedies(Diagnosis diagnosis, String name) {
        return checkWithRemedies(diagnosis, name).remedies();
    }

    /** Returns the actions of all remedies for warnings and errors. */
    static List<String> remedyActions(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(advised ->
                        advised.finding().severity().compareTo(io.connwarden.doctor.check.Severity.WARNING) >= 0)
                .flatMap(advised -> advised.remedies().stream())
                .map(Remedy::action)
                .toList();
    }

    private static FindingWithRemedies checkWithRemedies(Diagnosis diagnosis, String name) {
        return diagnosis.findings().stream()
                .filter(advised -> advised.finding().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check '" + name + "' in " + diagnosis.findings()));
    }
}
