package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles on a server, and what the doctor says of them. */
final class Patients {
    static final String GUARD_RIGHTS = "pg_monitor, pg_signal_backend";

    private Patients() {}

    static void sql(String superuserUrl, String... statements) {
        try (Connection connection = DriverManager.getConnection(superuserUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(List.of(statements).toString(), e);
        }
    }

    static Diagnosis examined(String url, String role) {
        return examined(url, role, null, Duty.RECLAIM);
    }

    static Diagnosis examined(String url, String role, @Nullable String reserveRole, Duty duty) {
        TargetSettings settings =
                new TargetSettings("db", url, role, null, null, reserveRole, null, null, Map.of(), null);
        return new Doctor(InstantSource.system()).examine(settings, duty);
    }

    static Check check(Diagnosis diagnosis, String name) {
        return advised(diagnosis, name).check();
    }

    static List<Remedy> remedies(Diagnosis diagnosis, String name) {
        return advised(diagnosis, name).remedies();
    }

    /** All statements and settings it prescribes for what is worse than a note. */
    static List<String> prescribed(Diagnosis diagnosis) {
        return diagnosis.checks().stream()
                .filter(advised ->
                        advised.check().standing().compareTo(io.connwarden.doctor.assessment.Standing.LIMIT) >= 0)
                .flatMap(advised -> advised.remedies().stream())
                .map(Remedy::what)
                .toList();
    }

    private static Advised advised(Diagnosis diagnosis, String name) {
        return diagnosis.checks().stream()
                .filter(advised -> advised.check().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check '" + name + "' in " + diagnosis.checks()));
    }
}
