package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.RoleRights;
import java.time.Duration;
import java.time.Instant;

/** Whether the role itself is limited: in sessions, or in time. */
final class RoleLimits implements Question {
    private static final String NAME = "role's limits";
    /** The monitor's, the actuator's, and one to spare while one of them is replaced. */
    private static final int SESSIONS_NEEDED = 3;

    static final Need OTHER_DATABASE =
            new Need.Advice("or name another database in the url: every one shows the whole server's sessions");

    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public Check judge(Findings findings) {
        return findings.rights()
                .value()
                .map(role -> judge(role, findings))
                .orElseGet(() ->
                        Check.unanswered(NAME, Standing.LIMIT, findings.rights().lack()));
    }

    private static Check judge(RoleRights role, Findings findings) {
        // The server does not hold superusers to either limit.
        if (!role.superuser() && tooFew(role.connectionLimit())) {
            return Check.of(
                    NAME,
                    Standing.LIMIT,
                    "role " + role.name() + " may have only " + role.connectionLimit() + " sessions; " + SESSIONS_NEEDED
                            + " are needed",
                    new Need.HigherConnectionLimit(role.name()));
        }
        if (!role.superuser() && tooFew(role.databaseLimit())) {
            return ofDatabase(findings.subject().database(), role.databaseLimit());
        }
        Instant end = role.validUntil();
        if (end != null && end.isBefore(findings.at().plus(SOON))) {
            return Check.of(
                    NAME,
                    Standing.LIMIT,
                    "the password of role " + role.name() + " is valid only until " + end + "; a broken session could"
                            + " not be opened again after that",
                    new Need.LongerValidity(role.name()));
        }
        return Check.of(NAME, Standing.FINE, "none that hinder");
    }

    private static boolean tooFew(int limit) {
        return limit >= 0 && limit < SESSIONS_NEEDED;
    }

    private static Check ofDatabase(String database, int limit) {
        return Check.of(
                NAME,
                Standing.LIMIT,
                "database " + database + " may have only " + limit + " sessions, everybody's together; "
                        + SESSIONS_NEEDED + " are needed",
                new Need.HigherDatabaseLimit(database),
                OTHER_DATABASE);
    }
}
