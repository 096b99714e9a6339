package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RolePrivileges;
import java.time.Duration;
import java.time.Instant;

/** Whether the role itself is limited: in sessions, or in time. */
final class RoleLimitsCheck implements Check {
    private static final String NAME = "role's limits";
    /** The monitor's, the actuator's, and one to spare while one of them is replaced. */
    private static final int MIN_SESSIONS = 3;

    static final MissingRequirement OTHER_DATABASE = new MissingRequirement.Advice(
            "or name another database in the url: every one shows the whole server's sessions");

    private static final Duration MIN_VALIDITY = Duration.ofDays(30);

    @Override
    public CheckResult evaluate(Findings findings) {
        return findings.privileges()
                .value()
                .map(role -> evaluate(role, findings))
                .orElseGet(() -> CheckResult.failed(
                        NAME, Severity.WARNING, findings.privileges().failureReason()));
    }

    private static CheckResult evaluate(RolePrivileges role, Findings findings) {
        // The server does not hold superusers to either limit.
        if (!role.superuser() && isTooLow(role.connectionLimit())) {
            return CheckResult.of(
                    NAME,
                    Severity.WARNING,
                    "role " + role.name() + " may have only " + role.connectionLimit() + " sessions; " + MIN_SESSIONS
                            + " are needed",
                    new MissingRequirement.HigherConnectionLimit(role.name()));
        }
        if (!role.superuser() && isTooLow(role.databaseLimit())) {
            return databaseLimitTooLow(findings.target().database(), role.databaseLimit());
        }
        Instant end = role.validUntil();
        if (end != null && end.isBefore(findings.examinedAt().plus(MIN_VALIDITY))) {
            return CheckResult.of(
                    NAME,
                    Severity.WARNING,
                    "the password of role " + role.name() + " is valid only until " + end + "; a broken session could"
                            + " not be opened again after that",
                    new MissingRequirement.LongerValidity(role.name()));
        }
        return CheckResult.of(NAME, Severity.OK, "none that hinder");
    }

    private static boolean isTooLow(int limit) {
        return limit >= 0 && limit < MIN_SESSIONS;
    }

    private static CheckResult databaseLimitTooLow(String database, int limit) {
        return CheckResult.of(
                NAME,
                Severity.WARNING,
                "database " + database + " may have only " + limit + " sessions, everybody's together; " + MIN_SESSIONS
                        + " are needed",
                new MissingRequirement.HigherDatabaseLimit(database),
                OTHER_DATABASE);
    }
}
