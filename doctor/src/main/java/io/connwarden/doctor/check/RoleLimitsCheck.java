package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.RolePrivileges;
import java.time.Duration;
import java.time.Instant;

/** The check of the session limits and the validity of the role. */
final class RoleLimitsCheck implements Check {
    private static final String NAME = "role limits";
    /** One session of the monitor, one of the actuator, and a spare one while either is replaced. */
    private static final int MIN_SESSIONS = 3;

    static final MissingRequirement OTHER_DATABASE = new MissingRequirement.Advice(
            "alternatively use another database in the URL: every database shows the sessions of the whole server");

    private static final Duration MIN_VALIDITY = Duration.ofDays(30);

    @Override
    public Finding evaluate(Readings readings) {
        return readings.role()
                .privileges()
                .value()
                .map(role -> evaluate(role, readings))
                .orElseGet(() -> Finding.failed(
                        NAME, Severity.WARNING, readings.role().privileges().failureReason()));
    }

    private static Finding evaluate(RolePrivileges role, Readings readings) {
        // Superusers are exempt from both limits.
        if (!role.superuser() && isTooLow(role.limits().roleSessions())) {
            return Finding.of(
                    NAME,
                    Severity.WARNING,
                    "role " + role.name() + " may have only " + role.limits().roleSessions() + " sessions; "
                            + MIN_SESSIONS + " are needed",
                    new MissingRequirement.HigherConnectionLimit(role.name()));
        }
        if (!role.superuser() && isTooLow(role.limits().databaseSessions())) {
            return databaseLimitTooLow(
                    readings.target().database(), role.limits().databaseSessions());
        }
        Instant end = role.limits().validUntil();
        if (end != null && end.isBefore(readings.diagnosedAt().plus(MIN_VALIDITY))) {
            return Finding.of(
                    NAME,
                    Severity.WARNING,
                    "the password of role " + role.name() + " expires at " + end + "; after that no new session can be"
                            + " opened",
                    new MissingRequirement.LongerValidity(role.name()));
        }
        return Finding.of(NAME, Severity.OK, "no limit affects Connwarden");
    }

    private static boolean isTooLow(int limit) {
        return limit >= 0 && limit < MIN_SESSIONS;
    }

    private static Finding databaseLimitTooLow(String database, int limit) {
        return Finding.of(
                NAME,
                Severity.WARNING,
                "database " + database + " may have only " + limit + " sessions of all roles together; " + MIN_SESSIONS
                        + " are needed",
                new MissingRequirement.HigherDatabaseLimit(database),
                OTHER_DATABASE);
    }
}
