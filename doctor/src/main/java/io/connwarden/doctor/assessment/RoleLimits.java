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

    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public Check judge(Findings findings) {
        return findings.rights()
                .value()
                .map(role -> judge(role, findings.at()))
                .orElseGet(() ->
                        Check.unanswered(NAME, Standing.LIMIT, findings.rights().lack()));
    }

    private static Check judge(RoleRights role, Instant now) {
        if (role.connectionLimit() >= 0 && role.connectionLimit() < SESSIONS_NEEDED) {
            return Check.of(
                    NAME,
                    Standing.LIMIT,
                    "role " + role.name() + " may have only " + role.connectionLimit() + " sessions; " + SESSIONS_NEEDED
                            + " are needed",
                    new Need.HigherConnectionLimit(role.name()));
        }
        Instant end = role.validUntil();
        if (end != null && end.isBefore(now.plus(SOON))) {
            return Check.of(
                    NAME,
                    Standing.LIMIT,
                    "the password of role " + role.name() + " is valid only until " + end + "; a broken session could"
                            + " not be opened again after that",
                    new Need.LongerValidity(role.name()));
        }
        return Check.of(NAME, Standing.FINE, "none that hinder");
    }
}
