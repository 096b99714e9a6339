package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RolePrivileges;
import java.time.Duration;
import java.time.Instant;

/** The check of the session limits and the validity of the role. */
final class RoleLimitsCheck implements Check {
    private static final String NAME = "role limits";
    /** One session of the monitor, one of the actuator, and a spare one while either is replaced. */
    private static final int MIN_SESSIONS = 3;

    static final MissingRequirement OTHER_DATABASE = new MissingRequirement.Advice(
            "or use another database in the url: each shows the sessions of the whole server");

    private static final Duration MIN_VALIDITY = Duration.ofDays(30);

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.role()
                .privileges()
                .value()
                .map(role -> evaluate(role, findings))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.role().privileges().failureReason()));
    }

    private static CheckResult evaluate(RolePrivileges role, Findings findings) {
        // Superusers are exempt from both limits.
        if (!role.superuser() && isTooLow(role.limits().roleSessions())) {
            return CheckResult.of(
                    NAME,
                    Severity.WARNING,
                    "role " + role.name() + " may have only " + role.limits().roleSessions() + " sessions; "
                            + MIN_SESSIONS + " are needed",
                    new MissingRequirement.HigherConnectionLimit(role.name()));
        }
        if (!role.superuser() && isTooLow(role.limits().databaseSessions())) {
            return databaseLimitTooLow(
                    findings.target().database(), role.limits().databaseSessions());
        }
        Instant end = role.limits().validUntil();
        if (end != null && end.isBefore(findings.examinedAt().plus(MIN_VALIDITY))) {
            return CheckResult.of(
                    NAME,
                    Severity.WARNING,
                    "the password of role " + role.name() + " expires at " + end + "; after that no new session can be"
                            + " opened",
                    new MissingRequirement.LongerValidity(role.name()));
        }
        return CheckResult.of(NAME, Severity.OK, "no limit affects Connwarden");
    }

    private static boolean isTooLow(int limit) {
        return limit >= 0 && limit < MIN_SESSIONS;
    }

    private static CheckResult databaseLimitTooLow(String database, int limit) {
        return CheckResult.of(
                NAME,
                Severity.WARNING,
                "database " + database + " may have only " + limit + " sessions of all roles together; " + MIN_SESSIONS
                        + " are needed",
                new MissingRequirement.HigherDatabaseLimit(database),
                OTHER_DATABASE);
    }
}
